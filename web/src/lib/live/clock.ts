/** One exchange with the server: when it was asked and answered here, and the log's clock in between. Milliseconds. */
export interface Sample {
  askedAt: number;
  answeredAt: number;
  serverAt: number;
}

/** Samples kept: the best of them decides, so that one slow exchange does no harm. */
const KEPT = 8;

/**
 * The log's clock, as far as it can be known from here. The server's time in an
 * answer is taken to be that of the exchange's middle (RFC 5905, section 8); of
 * the latest samples the one with the shortest round trip is the closest.
 */
export class ServerClock {
  #samples: Sample[] = [];
  #offsetMs: number;

  /** `serverAt` is a first reading, as old as the page took to come here. */
  constructor(serverAt: number, now: number) {
    this.#offsetMs = serverAt - now;
  }

  add(sample: Sample): void {
    this.#samples = [...this.#samples, sample].slice(-KEPT);
    const best = this.#samples.reduce((a, b) => (roundTrip(b) < roundTrip(a) ? b : a));
    this.#offsetMs = best.serverAt - (best.askedAt + best.answeredAt) / 2;
  }

  /** What the samples said counts no more: this machine slept, or is on another network. */
  forget(): void {
    this.#samples = [];
  }

  /** The log's clock when this machine's says `now`. */
  at(now: number): number {
    return now + this.#offsetMs;
  }
}

function roundTrip({ askedAt, answeredAt }: Sample): number {
  return answeredAt - askedAt;
}

/** Milliseconds until a counter that began at one of `anchors` next turns a second. */
export function untilNextSecond(now: number, anchors: readonly number[]): number {
  const waits = anchors.map((anchor) => 1000 - ((((now - anchor) % 1000) + 1000) % 1000));
  return Math.min(1000, ...waits);
}
