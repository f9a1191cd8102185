import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeBody } from '@rostrum/shared/domain/body';
import { fault } from '../fault.ts';
import { EVENT, killedRedis, onDamaged } from './redis-file.ts';

const ENTRIES = 4;

/** Redis after the power went while it wrote the last entry. */
export const tornAof = fault({
  name: 'torn-aof',
  judges: 'the last record in the file of Redis torn: all before it is there, and nothing of it',
  onRedis: true,
  full: { step: 31 },
  short: { step: 997 },
  async run(run, { step }) {
    const file = await killedRedis(run, ENTRIES);
    const before = JSON.stringify(file.entries.slice(0, -1));
    const last = file.entries.at(-1);
    let tears = 0;
    let wrong = 0;
    for (let at = file.lastFrom + run.chance.below(step); at < file.bytes.length; at += step) {
      const isRight = await onDamaged(
        run,
        file,
        (copy) => truncate(join(copy, file.name), at),
        async (log) => {
          const kept = await log.read(EVENT, 1, ENTRIES);
          const next = await log.append(EVENT, decodeBody(last?.body ?? ''));
          return JSON.stringify(kept) === before && next === ENTRIES;
        },
      );
      tears += 1;
      if (!isRight) wrong += 1;
    }
    return [
      { name: 'tears', value: tears, least: 3 },
      { name: 'wrong', value: wrong, most: 0 },
    ];
  },
});
