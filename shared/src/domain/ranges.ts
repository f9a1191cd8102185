/**
 * Counts in a row that grows at its end, as a binary indexed tree: the sum of any
 * end of the row in O(log n) (Fenwick, A new data structure for cumulative
 * frequency tables, Software: Practice and Experience, 1994). Places count from 1.
 */
export type Ranges = number[];

/** Adds a place, with a count of 0, and gives its number. O(log n). */
export function addRange(ranges: Ranges): number {
  const place = ranges.length + 1;
  let sum = 0;
  // What the new node covers is covered already by those below it.
  for (let step = 1; step < (place & -place); step *= 2) sum += ranges[place - step - 1] ?? 0;
  ranges.push(sum);
  return place;
}

/** Adds to the count at a place; of none, it does nothing. O(log n). */
export function addTo(ranges: Ranges, place: number, by: number): void {
  if (place < 1) return;
  for (let node = place; node <= ranges.length; node += node & -node) {
    ranges[node - 1] = (ranges[node - 1] ?? 0) + by;
  }
}

/** The sum of the counts at this place and all after it. O(log n). */
export function rangesFrom(ranges: Ranges, place: number): number {
  return sumTo(ranges, ranges.length) - sumTo(ranges, place - 1);
}

function sumTo(ranges: Ranges, place: number): number {
  let sum = 0;
  for (let node = place; node > 0; node -= node & -node) sum += ranges[node - 1] ?? 0;
  return sum;
}
