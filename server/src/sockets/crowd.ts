import type { PatchMessage } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import type { Line } from './line.ts';
import type { Packet } from './packet.ts';
import type { Tools } from './tools.ts';

/** Milliseconds for which one patch may keep the thread from everything else. */
const SLICE_MS = 10;
/** Lines between looks at the clock. */
const LOOK_EVERY = 64;

/** One patch on its way to everyone. */
interface Round {
  readonly packet: Packet;
  readonly place: Place;
  /** Those who were not told yet. */
  readonly rest: Iterable<Line>;
}

/** How many lines were told in which way. */
interface Sent {
  straight: number;
  ordinary: number;
}

interface CrowdOptions {
  /** What everyone was told when the first comes. */
  toldTo: Place;
  tools: Tools;
  /** Takes away a line that is too far behind. */
  onBehind: (line: Line) => void;
}

/**
 * The lines of one audience at one event. A patch goes to all of them; where
 * they are many, in slices, between which other work has its turn.
 */
export class Crowd {
  readonly #lines = new Set<Line>();
  readonly #options: CrowdOptions;
  #round: Round | undefined;
  #next: NodeJS.Immediate | undefined;
  #toldTo: Place;

  constructor(options: CrowdOptions) {
    this.#options = options;
    this.#toldTo = options.toldTo;
  }

  get size(): number {
    return this.#lines.size;
  }

  /** What every line was told already. */
  get toldTo(): Place {
    return this.#toldTo;
  }

  add(line: Line): void {
    this.#lines.add(line);
  }

  delete(line: Line): void {
    this.#lines.delete(line);
  }

  /** Sends to everyone what is of no order and may be lost. */
  send(packet: Packet): void {
    for (const line of this.#lines) line.send(packet);
  }

  /** Sends a patch to everyone, after those before it. */
  tell(patch: PatchMessage): void {
    this.finish();
    const place = { seq: patch.seq, mark: patch.mark };
    if (this.#lines.size === 0) {
      this.#toldTo = place;
      return;
    }
    const packet = this.#options.tools.packets.patch(patch);
    // Who comes meanwhile is told as well, which does no harm.
    this.#round = { packet, place, rest: this.#lines.values() };
    this.#go(SLICE_MS);
  }

  /** Sends what is left of the latest patch, however long it takes. */
  finish(): void {
    this.#go(Infinity);
  }

  #go(limitMs: number): void {
    clearImmediate(this.#next);
    const round = this.#round;
    if (!round) return;
    const { meter, metrics } = this.#options.tools;
    const sent = { straight: 0, ordinary: 0 };
    meter.measure(() => {
      this.#slice(round, performance.now() + limitMs, sent);
      return sent.straight + sent.ordinary;
    });
    metrics.patchFrames.inc({ way: 'straight' }, sent.straight);
    metrics.patchFrames.inc({ way: 'ordinary' }, sent.ordinary);
    if (this.#round) this.#next = setImmediate(() => this.#go(SLICE_MS));
  }

  #slice({ packet, place, rest }: Round, until: number, sent: Sent): void {
    for (const line of rest) {
      if (line.send(packet)) sent.straight += 1;
      else sent.ordinary += 1;
      if (line.isBehind) this.#options.onBehind(line);
      const isTimeToLook = (sent.straight + sent.ordinary) % LOOK_EVERY === 0;
      if (isTimeToLook && performance.now() > until) return;
    }
    this.#round = undefined;
    this.#toldTo = place;
  }
}
