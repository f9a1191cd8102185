import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { sameText } from './judge.ts';

/** What is asked already. Texts are looked at once, however often the votes for them change. */
export class Asked {
  readonly #same = new Map<string, string>();

  /** These questions as {@link sameText} has them, but for the withdrawn. O(questions). */
  among(questions: readonly Pick<DeskQuestion, 'text' | 'state'>[]): ReadonlySet<string> {
    const there = questions.filter(({ state }) => state !== 'withdrawn');
    return new Set(there.map(({ text }) => this.#sameOf(text)));
  }

  #sameOf(text: string): string {
    const known = this.#same.get(text);
    if (known !== undefined) return known;
    const same = sameText(text);
    this.#same.set(text, same);
    return same;
  }
}
