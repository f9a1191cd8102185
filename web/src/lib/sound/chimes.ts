import type { Heard } from './phase-watch.ts';

interface Note {
  hz: number;
  /** Seconds after the chime begins, and how long it sounds. */
  at: number;
  lasts: number;
}

/** One calm tone, two higher ones, three that fall: told apart without being looked up. */
const CHIMES: Readonly<Record<Heard, readonly Note[]>> = {
  warning: [{ hz: 587, at: 0, lasts: 0.7 }],
  danger: [
    { hz: 784, at: 0, lasts: 0.25 },
    { hz: 784, at: 0.3, lasts: 0.45 },
  ],
  overtime: [
    { hz: 988, at: 0, lasts: 0.25 },
    { hz: 784, at: 0.25, lasts: 0.25 },
    { hz: 587, at: 0.5, lasts: 0.8 },
  ],
};
/** Of full volume: heard beside a voice, and not over it. */
const LOUDNESS = 0.25;
/** Seconds in which a tone swells, so that it does not click. */
const SWELL_S = 0.02;
/** Volume at which a tone is over: it never comes to nothing. */
const SILENCE = 0.0001;

/** Sounds made on the spot, from no file. A browser lets a page sound only after a touch or a key. */
export class Chimes {
  readonly #onChange: (isOn: boolean) => void;
  readonly #make: () => AudioContext;
  #context: AudioContext | undefined;

  constructor(onChange: (isOn: boolean) => void, make = () => new AudioContext()) {
    this.#onChange = onChange;
    this.#make = make;
  }

  /** Asks for sound; whether and when there is any, `onChange` tells. */
  arm(): void {
    if (!this.#context) {
      this.#context = this.#make();
      this.#context.onstatechange = () => this.#tell();
    }
    // Without a touch it waits for one, however long that takes.
    this.#context.resume().catch(() => {});
    this.#tell();
  }

  disarm(): void {
    const context = this.#context;
    if (!context) return;
    this.#context = undefined;
    context.onstatechange = null;
    void context.close();
    this.#tell();
  }

  /** Nothing is kept for later: a sound that comes late says something wrong. */
  play(phase: Heard): void {
    const context = this.#context;
    if (context?.state !== 'running') return;
    for (const note of CHIMES[phase]) sound(context, note);
  }

  #tell(): void {
    this.#onChange(this.#context?.state === 'running');
  }
}

function sound(context: AudioContext, { hz, at, lasts }: Note): void {
  const from = context.currentTime + at;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hz;
  volume.gain.setValueAtTime(SILENCE, from);
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + SWELL_S);
  volume.gain.exponentialRampToValueAtTime(SILENCE, from + lasts);
  tone.connect(volume).connect(context.destination);
  tone.start(from);
  tone.stop(from + lasts);
}
