/** Appends to the log in the file named until it is refused, then says what became of that. Run where files may not grow. */
import { ENTRY_VERSION, type EntryBody } from '@rostrum/shared/domain/actions';
import type { EventId } from '@rostrum/shared/domain/ids';
import { LogError } from '@rostrum/server/log/log';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { idOf } from './event.ts';

const MOST = 200;
const event = idOf<EventId>('event');
const log = await openSqliteLog({ file: process.argv[2] ?? '' });

function bodyOf(length: number): EntryBody {
  const action = { type: 'settings.qa', open: true } as const;
  const participant = 'x'.repeat(length) as never;
  return { v: ENTRY_VERSION, actions: [{ id: idOf('act'), by: { participant }, action }] };
}

let appended = 0;
let refusal: string | undefined;
while (refusal === undefined && appended < MOST) {
  try {
    appended = await log.append(event, bodyOf(50_000));
  } catch (error) {
    refusal = error instanceof LogError ? error.code : String(error);
  }
}
const kept = (await log.read(event, 1, MOST)).length;
const next = await log.append(event, bodyOf(16));
await log.close();
console.log(JSON.stringify({ appended, refusal, kept, next }));
