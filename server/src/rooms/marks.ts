/** Marks kept: of some minutes of the heaviest load. Whoever is further behind gets the whole view. */
const KEPT = 16_384;

/** The log's marks at the latest seqs, to tell whether a returning client was told of the same log. */
export class Marks {
  readonly #marks: string[];
  /** The seq of the first mark kept. */
  #from: number;

  constructor(seq: number, mark: string) {
    this.#from = seq;
    this.#marks = [mark];
  }

  /** Called for every seq, one after the other. Amortised O(1). */
  add(mark: string): void {
    this.#marks.push(mark);
    if (this.#marks.length < 2 * KEPT) return;
    this.#marks.splice(0, KEPT);
    this.#from += KEPT;
  }

  /** Undefined where it is not known. */
  at(seq: number): string | undefined {
    return this.#marks[seq - this.#from];
  }
}
