interface Range {
  /** Where to begin; tried first. */
  readonly from: number;
  /** Never tried above it. */
  readonly to: number;
  /** By how much to go up or down until the limit lies between. */
  readonly step: number;
  /** How near the two may be in the end: 1.05 for 5 %. */
  readonly within: number;
}

export interface Found {
  /** The highest that passed; 0 when nothing did. */
  readonly highest: number;
  /** Nothing failed: the limit is beyond the range. */
  readonly isEndOfRange: boolean;
}

/** Less than which no rate is worth trying. */
const LEAST = 0.5;

/** Finds the highest rate that passes: by steps until one fails, then by halving what lies between. */
export async function findHighest(
  passes: (rate: number) => Promise<boolean>,
  { from, to, step, within }: Range,
): Promise<Found> {
  let low = 0;
  let high = Infinity;
  for (let rate = Math.min(from, to); low === 0 || high === Infinity;) {
    if (await passes(rate)) low = rate;
    else high = rate;
    if (low >= to) return { highest: low, isEndOfRange: true };
    if (low === 0 && rate / step < LEAST) return { highest: 0, isEndOfRange: false };
    rate = low === 0 ? rate / step : Math.min(rate * step, to);
  }
  while (high / low > within) {
    const middle = Math.sqrt(low * high);
    if (await passes(middle)) low = middle;
    else high = middle;
  }
  return { highest: low, isEndOfRange: false };
}
