import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { decodeBody } from '@rostrum/shared/domain/body';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { EventId } from '@rostrum/shared/domain/ids';
import { BATCH_MAX } from '@rostrum/shared/domain/limits';
import { fold as foldEntry } from '@rostrum/shared/domain/reduce';
import { serialise } from '@rostrum/shared/domain/snapshot';
import { emptyState, type State } from '@rostrum/shared/domain/state';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { SNAPSHOT_EVERY } from '@rostrum/server/replica/replica';
import { idOf, START_AT } from '../../lib/event.ts';
import type { Opened } from '../../lib/open-probe.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { processorMs } from '../stats.ts';
import { votesLog } from '../votes-log.ts';

const EVENT = { people: 25_000, questions: 60, votesEach: 40 };
const VOTES = EVENT.people * EVENT.votesEach;
/** Votes an entry: of 2,000 a second, each 20 ms of them. */
const BUSY_BATCH = 40;
const RUNS = 5;
/** Votes a second. */
const FOLDED_MIN = 1_000_000;
const OPEN_MS_UNDER = 1_000;

/** How soon a node knows what a busy event has come to. */
export const fold: Scenario = {
  name: 'fold',
  summary: `A log of ${VOTES.toLocaleString('en')} votes: from its text to the state, and opened from its file.`,
  async run(bench) {
    const busy = votesLog({ ...EVENT, batch: BUSY_BATCH });
    return [
      foldOf(votesLog({ ...EVENT, batch: BATCH_MAX }), BATCH_MAX),
      foldOf(busy, BUSY_BATCH),
      ...(await openingOf(busy, bench)),
    ];
  },
};

/** From the text of the entries on. */
function foldOf(bodies: readonly string[], batch: number): Figure {
  const once = () => processorMs(() => foldAll(bodies));
  // The first run compiles.
  const took = Array.from({ length: RUNS + 1 }, once).slice(1);
  const values = took.map((ms) => VOTES / (ms / 1_000));
  const target = { atLeast: FOLDED_MIN };
  return { name: `votes folded, in entries of ${batch}`, values, unit: '/s', target };
}

function foldAll(bodies: readonly string[]): State {
  const state = emptyState();
  for (const body of bodies) foldBody(state, body);
  const counted = countVotes(state);
  if (counted !== VOTES) throw new Error(`${counted} of ${VOTES} votes were counted`);
  return state;
}

function foldBody(state: State, body: string): void {
  const { v, actions } = decodeBody(body);
  foldEntry(state, { v, actions, seq: state.seq + 1, at: START_AT }, noChanges());
}

function countVotes(state: State): number {
  return state.questions.values().reduce((sum, { votes }) => sum + votes.count, 0);
}

/** A server that has just started opens the event: from the latest snapshot, and as much after it as there may be. */
async function openingOf(bodies: readonly string[], bench: Bench): Promise<Figure[]> {
  const file = join(await tempFolder(bench), 'log.sqlite');
  const event = idOf<EventId>('event');
  await write(file, event, bodies);
  const probe = join(import.meta.dirname, '../../lib/open-probe.ts');
  const runs = Array.from({ length: RUNS }, () => {
    const child = spawnSync(process.execPath, [probe, file, event], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(child.stderr);
    const opened = JSON.parse(child.stdout) as Opened;
    if (opened.votes !== VOTES) throw new Error(`${opened.votes} of ${VOTES} votes were found`);
    return opened;
  });
  const target = { under: OPEN_MS_UNDER };
  return [
    { name: 'open the event', values: runs.map((run) => run.eventMs), unit: 'ms', target },
    { name: 'check the file before', values: runs.map((run) => run.fileMs), unit: 'ms' },
  ];
}

async function write(file: string, event: EventId, bodies: readonly string[]): Promise<void> {
  const log = await openSqliteLog({ file });
  await Promise.all(bodies.map((body) => log.append(event, decodeBody(body))));
  const seq = bodies.length - Math.floor(SNAPSHOT_EVERY / BUSY_BATCH);
  const [last] = await log.read(event, seq, 1);
  if (!last) throw new Error(`entry ${seq} is not there`);
  const state = emptyState();
  for (const body of bodies.slice(0, seq)) foldBody(state, body);
  await log.saveSnapshot(event, { seq, mark: last.mark, body: serialise(state) });
  await log.close();
}
