import type { Phase, Reading } from '@rostrum/shared/domain/clock';
import type { Running } from '@rostrum/shared/domain/programme';

/** The phases that can be heard. */
export type Heard = Exclude<Phase, 'default'>;

const ORDER: readonly Phase[] = ['default', 'warning', 'danger', 'overtime'];

/**
 * Tells when a phase begins while somebody is there to hear it: not one that a
 * page finds when it opens or a cue begins with, nor one that comes again without
 * time having been added.
 */
export class PhaseWatch {
  #onAir: string | undefined;
  #phase: Phase = 'default';
  #totalMs = 0;

  /** The phase that has just begun, if one has; to be called with every reading. */
  begun(
    running: Pick<Running, 'cue' | 'startedAt'> | undefined,
    reading: Pick<Reading, 'phase' | 'totalMs'> | undefined,
  ): Heard | undefined {
    if (!running || !reading) {
      this.#onAir = undefined;
      return undefined;
    }
    const { phase, totalMs } = reading;
    const onAir = `${running.cue} ${running.startedAt}`;
    const isKnown = onAir === this.#onAir;
    const isNews = isKnown && ORDER.indexOf(phase) > ORDER.indexOf(this.#phase);
    if (isNews || !isKnown || totalMs !== this.#totalMs) this.#phase = phase;
    this.#onAir = onAir;
    this.#totalMs = totalMs;
    return isNews && phase !== 'default' ? phase : undefined;
  }
}
