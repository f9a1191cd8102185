/** A list as a reader has it before them, and what has come or moved meanwhile. */
export interface Steady<Id extends string> {
  /** What to show, in the order in which it stands already. */
  readonly ids: readonly Id[];
  /** How many are not shown yet. */
  readonly waiting: number;
  /** How many of the shown ones stand elsewhere by now: as few as make the new order out of this one. */
  readonly moved: number;
}

/**
 * Keeps `shown` in its place under the reader's thumb: what is gone goes at once,
 * what is new or would move waits until the reader asks for it. O(n log n).
 */
export function steady<Id extends string>(shown: readonly Id[], wanted: readonly Id[]): Steady<Id> {
  const places = new Map(wanted.map((id, place) => [id, place]));
  const ids = shown.filter((id) => places.has(id));
  const stay = longestRise(ids.map((id) => places.get(id) ?? 0));
  return { ids, waiting: wanted.length - ids.length, moved: ids.length - stay };
}

/** A list that is whole now: what stands before the reader stays there, and what it lacked follows. */
export function filled<Id extends string>(shown: readonly Id[], wanted: readonly Id[]): Id[] {
  const stands = new Set(shown);
  return [...shown, ...wanted.filter((id) => !stands.has(id))];
}

/** How many of these numbers, all different, rise from left to right at most (patience sorting: Aldous and Diaconis, 1999). */
function longestRise(numbers: readonly number[]): number {
  /** By length, the least number that such a rise ends with. */
  const ends: number[] = [];
  for (const number of numbers) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = number;
  }
  return ends.length;
}
