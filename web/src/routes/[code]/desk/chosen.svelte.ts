import type { QuestionId } from '@rostrum/shared/domain/ids';

/** The questions of a lane that acts on many are for, in the order in which they were chosen. */
export class Chosen {
  ids = $state.raw<readonly QuestionId[]>([]);
  /** Where a range begins, and what was chosen before it. */
  #anchor: { readonly id: QuestionId; readonly before: readonly QuestionId[] } | undefined;

  get size(): number {
    return this.ids.length;
  }

  toggle(id: QuestionId): void {
    const others = this.ids.filter((each) => each !== id);
    this.ids = others.length < this.size ? others : [...others, id];
    this.#anchor = { id, before: this.ids };
  }

  /** Adds all of `list` between where the range began, which is `from` unless one has begun, and `to`. */
  extend(list: readonly QuestionId[], from: QuestionId, to: QuestionId): void {
    if (!this.#anchor || !list.includes(this.#anchor.id)) {
      this.#anchor = { id: from, before: this.ids };
    }
    const { id, before } = this.#anchor;
    const [first = 0, last = 0] = [list.indexOf(id), list.indexOf(to)].sort((a, b) => a - b);
    const range = list.slice(first, last + 1);
    this.ids = [...before.filter((each) => !range.includes(each)), ...range];
  }

  set(ids: readonly QuestionId[]): void {
    this.ids = ids;
    this.#anchor = undefined;
  }

  clear(): void {
    if (this.size > 0) this.ids = [];
    this.#anchor = undefined;
  }
}
