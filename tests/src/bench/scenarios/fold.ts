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

const FULL = { people: 25_000, questions: 60, votesEach: 40, runs: 5 };
const QUICK = { ...FULL, people: 5_000, runs: 1 };
/** Votes an entry: of 2,000 a second, each 20 ms of them. */
const BUSY_BATCH = 40;

type Sizes = typeof FULL;

/** How soon a node knows what a busy event has come to. */
export const fold: Scenario = {
  name: 'fold',
  summary: 'A log of 1,000,000 votes: from its text to the state, and opened from its file.',
  sizes: { full: FULL, quick: QUICK },
  async run(bench) {
    const sizes = bench.isQuick ? QUICK : FULL;
    const busy = votesLog({ ...sizes, batch: BUSY_BATCH });
    return [
      rateOf(votesLog({ ...sizes, batch: BATCH_MAX }), BATCH_MAX, sizes),
      rateOf(busy, BUSY_BATCH, sizes),
      ...(await openingOf(busy, sizes, bench)),
    ];
  },
};

/** Votes a second of one core, from the text of their entries on. */
function rateOf(bodies: readonly string[], batch: number, sizes: Sizes): Figure {
  const votes = votesIn(sizes);
  const once = () => {
    const state = emptyState();
    const tookMs = processorMs(() => foldInto(state, bodies));
    const counted = countVotes(state);
    if (counted !== votes) throw new Error(`${counted} of ${votes} votes were counted`);
    return (votes * 1000) / tookMs;
  };
  // The first run compiles.
  const values = Array.from({ length: sizes.runs + 1 }, once).slice(1);
  return {
    name: `votes folded, ${batch} an entry`,
    values,
    unit: '1/s of a core',
    target: { atLeast: 1_000_000 },
  };
}

function foldInto(state: State, bodies: readonly string[]): void {
  for (const body of bodies) {
    const { v, actions } = decodeBody(body);
    foldEntry(state, { v, actions, seq: state.seq + 1, at: START_AT }, noChanges());
  }
}

/** A server that has just started opens the event: from its latest snapshot, and as much after it as there may be. */
async function openingOf(bodies: readonly string[], sizes: Sizes, bench: Bench): Promise<Figure[]> {
  const file = join(await tempFolder(bench), 'log.sqlite');
  const event = idOf<EventId>('event');
  await write(file, event, bodies);
  const runs = Array.from({ length: sizes.runs }, () => opened(file, event, votesIn(sizes)));
  const note = 'processor time of all threads, of a process that has just started';
  return [
    {
      name: 'open the event',
      values: runs.map(({ eventMs }) => eventMs),
      unit: 'ms',
      target: { under: 1_000 },
      note,
    },
    { name: 'check the whole file before', values: runs.map(({ fileMs }) => fileMs), unit: 'ms' },
  ];
}

async function write(file: string, event: EventId, bodies: readonly string[]): Promise<void> {
  const log = await openSqliteLog({ file });
  await Promise.all(bodies.map((body) => log.append(event, decodeBody(body))));
  const seq = bodies.length - Math.floor(SNAPSHOT_EVERY / BUSY_BATCH);
  const [last] = await log.read(event, seq, 1);
  if (!last) throw new Error(`entry ${seq} is not there`);
  const state = emptyState();
  foldInto(state, bodies.slice(0, seq));
  await log.saveSnapshot(event, { seq, mark: last.mark, body: serialise(state) });
  await log.close();
}

function opened(file: string, event: EventId, votes: number): Opened {
  const probe = join(import.meta.dirname, '../../lib/open-probe.ts');
  const child = spawnSync(process.execPath, [probe, file, event], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stderr);
  const found = JSON.parse(child.stdout) as Opened;
  if (found.votes !== votes) throw new Error(`${found.votes} of ${votes} votes were found`);
  return found;
}

function votesIn({ people, votesEach }: Sizes): number {
  return people * votesEach;
}

function countVotes(state: State): number {
  return state.questions.values().reduce((sum, { votes }) => sum + votes.count, 0);
}
