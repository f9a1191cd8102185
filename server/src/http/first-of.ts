type Order<Item> = (a: Item, b: Item) => number;

/** The first `count` items in an order, sorted. O(n) where few of many are wanted. */
export function firstOf<Item>(items: Iterable<Item>, order: Order<Item>, count: number): Item[] {
  const first: Item[] = [];
  for (const item of items) {
    const last = first[count - 1];
    if (last !== undefined && order(item, last) >= 0) continue;
    first.splice(placeOf(item, first, order), 0, item);
    first.length = Math.min(first.length, count);
  }
  return first;
}

/** Behind all that do not come after it. */
function placeOf<Item>(item: Item, sorted: readonly Item[], order: Order<Item>): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(item, sorted[middle] as Item) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
