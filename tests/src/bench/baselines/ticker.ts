/** Calls `flush` soon after it was asked to, and so that its beginnings are `everyMs` apart at least. */
export class Ticker {
  readonly #everyMs: number;
  readonly #flush: () => void;
  #lastAt = 0;
  #isSet = false;

  constructor(everyMs: number, flush: () => void) {
    this.#everyMs = everyMs;
    this.#flush = flush;
  }

  soon(): void {
    if (this.#isSet) return;
    this.#isSet = true;
    const waitMs = this.#lastAt + this.#everyMs - performance.now();
    setTimeout(() => this.#tick(), Math.max(0, waitMs));
  }

  #tick(): void {
    this.#isSet = false;
    this.#lastAt = performance.now();
    this.#flush();
  }
}
