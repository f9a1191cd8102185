import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { DeskQuestion } from '@rostrum/shared/domain/view';

/** A question as it was chosen: the wording that was there to be read. */
type Choice = Pick<DeskQuestion, 'id' | 'revision'>;

/** The questions of a lane that acts on many are for, in the order in which they were chosen. */
export class Chosen {
  all = $state.raw<readonly Choice[]>([]);
  /** Where a range begins, and what was chosen before it. */
  #anchor: { readonly id: QuestionId; readonly before: readonly Choice[] } | undefined;

  get size(): number {
    return this.all.length;
  }

  has(id: QuestionId): boolean {
    return this.all.some((each) => each.id === id);
  }

  toggle({ id, revision }: Choice): void {
    const others = this.all.filter((each) => each.id !== id);
    this.all = others.length < this.size ? others : [...others, { id, revision }];
    this.#anchor = { id, before: this.all };
  }

  /** Adds all of `list` between where the range began, which is `from` unless one has begun, and `to`. */
  extend(list: readonly Choice[], from: QuestionId, to: QuestionId): void {
    const at = (which: QuestionId) => list.findIndex(({ id }) => id === which);
    if (!this.#anchor || at(this.#anchor.id) < 0) this.#anchor = { id: from, before: this.all };
    const { id, before } = this.#anchor;
    const [first = 0, last = 0] = [at(id), at(to)].sort((a, b) => a - b);
    const range = list.slice(first, last + 1);
    const isOutside = ({ id: which }: Choice) => range.every((each) => each.id !== which);
    this.all = [...before.filter(isOutside), ...range.map(choiceOf)];
  }

  set(list: readonly Choice[]): void {
    this.all = list.map(choiceOf);
    this.#anchor = undefined;
  }

  clear(): void {
    if (this.size > 0) this.all = [];
    this.#anchor = undefined;
  }
}

function choiceOf({ id, revision }: Choice): Choice {
  return { id, revision };
}
