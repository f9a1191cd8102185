/** Exchanges looked at: the best of the latest few is kept, so that a drifting clock is followed. */
const SAMPLES = 8;

/** Another machine's clock, read over a network: the exchange with the shortest round trip tells most. */
export class RemoteClock {
  readonly #samples: { offset: number; roundTrip: number }[] = [];

  /**
   * Takes note of an exchange; all in milliseconds, the first two by
   * `performance.now()`, which no one sets back.
   */
  note(askedAt: number, answeredAt: number, remoteAt: number): void {
    const roundTrip = answeredAt - askedAt;
    this.#samples.push({ offset: remoteAt - (askedAt + roundTrip / 2), roundTrip });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  /** Milliseconds since the epoch by that clock; by this machine's before the first exchange. */
  now(): number {
    const [first, ...rest] = this.#samples;
    if (!first) return Date.now();
    const best = rest.reduce((a, b) => (b.roundTrip < a.roundTrip ? b : a), first);
    return Math.round(performance.now() + best.offset);
  }
}
