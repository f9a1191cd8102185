/** A row of a windowed list: an item that is there, or the room of those that are not. */
export type Row<Item> =
  | { readonly type: 'item'; readonly item: Item; readonly at: number }
  | { readonly type: 'gap'; readonly key: string; readonly px: number };

/** What of a list is in sight, in pixels from its beginning; of one that nobody sees yet, the first screen. */
export interface Sight {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows of a long list of which only what is in `sight`, and the item at
 * `held`, has to be there: who moves on by key goes on from a row that exists.
 * `heightOf` is in pixels. O(items).
 */
export function rowsInSight<Item>(
  items: readonly Item[],
  heightOf: (item: Item) => number,
  sight: Sight,
  held: number,
): Row<Item>[] {
  const rows: Row<Item>[] = [];
  let top = 0;
  let gap = 0;
  let gaps = 0;
  const close = () => {
    if (gap === 0) return;
    gaps += 1;
    rows.push({ type: 'gap', key: `gap ${gaps}`, px: gap });
    gap = 0;
  };
  items.forEach((item, at) => {
    const height = heightOf(item);
    const isInSight = top + height >= sight.from && top <= sight.to;
    if (isInSight || at === held) {
      close();
      rows.push({ type: 'item', item, at });
    } else {
      gap += height;
    }
    top += height;
  });
  close();
  return rows;
}
