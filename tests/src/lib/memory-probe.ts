/** Prints what the state of a whole hall that voted for everything weighs. Run with `--expose-gc`. */
import { setImmediate as turn } from 'node:timers/promises';
import { ENTRY_VERSION, type Entry } from '@rostrum/shared/domain/actions';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { ActionId, ParticipantId } from '@rostrum/shared/domain/ids';
import { BATCH_MAX } from '@rostrum/shared/domain/limits';
import { fold } from '@rostrum/shared/domain/reduce';
import { askApproved, idOf, newEvent, START_AT } from './event.ts';

const PARTICIPANTS = 20_000;
const QUESTIONS = 300;

/** The least of a few looks: buffers that were outgrown are given back beside the collection, some time after it. */
async function heapBytes(): Promise<number> {
  let least = Infinity;
  for (let look = 0; look < 10; look += 1) {
    globalThis.gc?.();
    await turn();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    least = Math.min(least, heapUsed + arrayBuffers);
  }
  return least;
}

/** As long as a real id, and in one piece as the parser makes them. */
function longId<Id extends string>(name: string): Id {
  return Buffer.from(name.padEnd(24, 'x')).toString('latin1') as Id;
}

const people = () =>
  Array.from({ length: PARTICIPANTS }, (_, index) => longId<ParticipantId>(`p${index}`));

function voteAll(): { votes: number; state: unknown } {
  const state = newEvent();
  const questions = Array.from({ length: QUESTIONS }, (_, index) =>
    askApproved(state, `asker${index}`),
  );
  const participants = people();
  let sent = 0;
  for (const question of questions) {
    const action = { type: 'question.upvote', question } as const;
    for (let first = 0; first < PARTICIPANTS; first += BATCH_MAX) {
      const actions = participants.slice(first, first + BATCH_MAX).map((participant) => {
        sent += 1;
        return { id: longId<ActionId>(`v${sent}`), by: { participant }, action };
      });
      const entry: Entry = { v: ENTRY_VERSION, seq: state.seq + 1, at: START_AT, actions };
      fold(state, entry, noChanges());
    }
  }
  const votes = questions.reduce((sum, id) => sum + (state.questions.get(id)?.votes.count ?? 0), 0);
  return { votes, state };
}

// Once in small, so that compiled code is not counted as state.
newEvent().voters.set(idOf('warm'), 0);
const before = await heapBytes();
const { votes, state } = voteAll();
const bytes = (await heapBytes()) - before;
console.log(JSON.stringify({ votes, bytes, held: state !== undefined }));
