/** A list as a reader has it before them, and what has come or moved meanwhile. */
export interface Steady<Id extends string> {
  /** What to show, in the order in which it stands already. */
  readonly ids: readonly Id[];
  /** How many are not shown yet. */
  readonly waiting: number;
  /** True when the shown ones would now stand in another order. */
  readonly moved: boolean;
}

/**
 * Keeps `shown` in its place under the reader's thumb: what is gone goes at once,
 * what is new or would move waits until the reader asks for it. O(n).
 */
export function steady<Id extends string>(shown: readonly Id[], wanted: readonly Id[]): Steady<Id> {
  const there = new Set(wanted);
  const ids = shown.filter((id) => there.has(id));
  const known = new Set(ids);
  const inOrder = wanted.filter((id) => known.has(id));
  return {
    ids,
    waiting: wanted.length - ids.length,
    moved: inOrder.some((id, index) => id !== ids[index]),
  };
}
