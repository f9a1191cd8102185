import type { Expectation } from '@rostrum/shared/domain/clock';

/** Neighbours of one group, or of none, with their places in the programme. */
export interface Block {
  /** Its first cue's id: a group may come twice. */
  key: string;
  group: string | undefined;
  rows: { place: Expectation; index: number }[];
}

/** The programme's cues by their groups, in order. O(cues). */
export function blocksOf(places: readonly Expectation[]): Block[] {
  const blocks: Block[] = [];
  for (const [index, place] of places.entries()) {
    const { group, id } = place.cue;
    const last = blocks.at(-1);
    if (last && last.group === group) last.rows.push({ place, index });
    else blocks.push({ key: id, group, rows: [{ place, index }] });
  }
  return blocks;
}
