import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LogError, type Log } from '@rostrum/server/log/log';
import { fault } from '../fault.ts';
import { EVENT, killedRedis, onDamaged, type RedisFile } from './redis-file.ts';

const ENTRIES = 12;

/** Bits that turn over in the file of Redis, which has no checksums of its own for the latest. */
export const aofFlips = fault({
  name: 'aof-flips',
  judges:
    'a bit turned over in an entry in the file of Redis: its event is refused, the entry named',
  onRedis: true,
  full: { flips: 200 },
  short: { flips: 4 },
  async run(run, { flips }) {
    const file = await killedRedis(run, ENTRIES);
    const counts = { unnoticed: 0, unnamed: 0 };
    for (let n = 0; n < flips; n += 1) {
      const { seq, mark, body } = run.chance.pick(file.entries);
      const text = run.chance.pick([mark, body, body, body]);
      const from = placeOf(file, text, mark);
      const bytes = Buffer.from(file.bytes);
      const at = from + run.chance.below(Buffer.byteLength(text));
      bytes[at] = (bytes[at] as number) ^ (1 << run.chance.below(8));
      const trouble = await onDamaged(
        run,
        file,
        (copy) => writeFile(join(copy, file.name), bytes),
        troubleOf,
      );
      if (trouble === undefined) counts.unnoticed += 1;
      else if (!trouble.includes(`event ${EVENT}: entry ${seq} is damaged`)) {
        counts.unnamed += 1;
        run.say(`entry ${seq}: ${trouble}`);
      }
    }
    return [
      { name: 'flips', value: flips },
      { name: 'unnoticed', value: counts.unnoticed, most: 0 },
      { name: 'refused without naming the entry', value: counts.unnamed, most: 0 },
    ];
  },
});

/** In the file a mark stands before the body it belongs to, and is told again with it. */
function placeOf({ bytes }: RedisFile, text: string, mark: string): number {
  const at = bytes.indexOf(mark);
  return text === mark ? at : bytes.indexOf(text, at);
}

/** Why the event cannot be followed; undefined when it can. */
async function troubleOf(log: Log): Promise<string | undefined> {
  const listener = { onEntry: () => {}, onBroken: () => {} };
  try {
    (await log.follow(EVENT, { seq: 0 }, listener)).close();
    return undefined;
  } catch (error) {
    if (error instanceof LogError && error.code === 'corrupt') return error.message;
    throw error;
  }
}
