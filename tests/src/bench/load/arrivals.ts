import { Chance } from '../../lib/chance.ts';
import { SEED } from '../seed.ts';

/**
 * When votes are due, in milliseconds from the start: as people vote, who do
 * not wait for one another, with `rate` a second on average. The same in every run.
 */
export function arrivals(rate: number, durationMs: number): number[] {
  const chance = new Chance(SEED);
  const due: number[] = [];
  for (let at = gap(); at < durationMs; at += gap()) due.push(at);
  return due;

  function gap(): number {
    return (-Math.log(1 - chance.next()) * 1000) / rate;
  }
}
