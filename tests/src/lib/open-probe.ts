/** Opens the log in the file and the event named, as a server does that has just started, and prints what that took. */
import type { EventId } from '@rostrum/shared/domain/ids';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { Replica } from '@rostrum/server/replica/replica';

const [, , file = '', event = ''] = process.argv;

/** Milliseconds of processor time this process has used, in all of its threads. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const startMs = usedMs();
const log = await openSqliteLog({ file });
const fileMs = usedMs();
const replica = await Replica.open(
  log,
  event as EventId,
  () => {},
  () => {},
);
const eventMs = usedMs();
replica.close();
await log.close();
const { seq, questions } = replica.state;
const votes = questions.values().reduce((sum, question) => sum + question.votes.count, 0);
console.log(
  JSON.stringify({
    seq,
    votes,
    fileMs: fileMs - startMs,
    eventMs: eventMs - fileMs,
  } satisfies Opened),
);

/** What is printed. */
export interface Opened {
  readonly seq: number;
  readonly votes: number;
  /** To open the file, which checks all of it. */
  readonly fileMs: number;
  /** To open the event in it. */
  readonly eventMs: number;
}
