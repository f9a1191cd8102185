import { ENTRY_VERSION, type EntryBody } from '@rostrum/shared/domain/actions';
import { noChanges, type Changes } from '@rostrum/shared/domain/changes';
import type { ActionId, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { BATCH_MAX } from '@rostrum/shared/domain/limits';
import { patchFor } from '@rostrum/shared/domain/patch';
import { fold } from '@rostrum/shared/domain/reduce';
import type { State } from '@rostrum/shared/domain/state';
import { audienceSchema, type Audience } from '@rostrum/shared/domain/view';
import { askApproved, newEvent, START_AT } from '../../lib/event.ts';
import { newChance } from '../chance.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { median, processorMs } from '../stats.ts';

const PARTICIPANTS = 20_000;
const QUESTIONS = 300;
/** Each participant's, all for different questions. */
const VOTES_EACH = 10;
const FOLD_RUNS = 7;
const FLUSHES = 4_000;
const FLUSH_RUNS = 15;

/** What everything else rests on: the pure core, alone. */
export const reduce: Scenario = {
  name: 'reduce',
  summary: 'The core alone: folding a vote, and making the patch of a flush.',
  async run() {
    return [
      { name: 'fold a vote', values: [foldVote()], unit: 'ns' },
      flush(['public'], 10, 10),
      flush(['public'], 10, 1_000),
      flush(['public'], 20, 1_000),
      flush(audienceSchema.options, 20, 1_000),
    ];
  },
};

/** Nanoseconds a vote. */
function foldVote(): number {
  const entries = voteEntries(questionsOf(withQuestions(QUESTIONS)));
  // The first run compiles.
  return median(Array.from({ length: FOLD_RUNS + 1 }, () => timeFold(entries)).slice(1));
}

function timeFold(bodies: readonly string[]): number {
  const state = withQuestions(QUESTIONS);
  // As a replica gets them: parsed, with strings that were never looked at.
  const entries = bodies.map((body, index) => {
    const { v, actions } = JSON.parse(body) as EntryBody;
    return { v, actions, seq: state.seq + 1 + index, at: START_AT };
  });
  const tookMs = processorMs(() => {
    for (const entry of entries) fold(state, entry, noChanges());
  });
  const counted = [...state.questions.values()].reduce((sum, { votes }) => sum + votes.count, 0);
  const sent = PARTICIPANTS * VOTES_EACH;
  if (counted !== sent) throw new Error(`${counted} of ${sent} votes were counted`);
  return (tookMs * 1e6) / sent;
}

/** Everyone's first vote, then everyone's second, in full batches, as the log stores them. */
function voteEntries(questions: readonly QuestionId[]): string[] {
  const actions = Array.from({ length: PARTICIPANTS * VOTES_EACH }, (_, number) => {
    const who = number % PARTICIPANTS;
    const round = Math.floor(number / PARTICIPANTS);
    const question = questions[(who + round * (QUESTIONS / VOTES_EACH)) % QUESTIONS] as QuestionId;
    return {
      id: longId<ActionId>('v', number),
      by: { participant: longId<ParticipantId>('p', who) },
      action: { type: 'question.upvote', question } as const,
    };
  });
  return Array.from({ length: Math.ceil(actions.length / BATCH_MAX) }, (_, index) => {
    const batch = actions.slice(index * BATCH_MAX, (index + 1) * BATCH_MAX);
    return JSON.stringify({ v: ENTRY_VERSION, actions: batch } satisfies EntryBody);
  });
}

/** Makes and serialises the patches of one flush, after votes for `dirty` of `count` questions. */
function flush(audiences: readonly Audience[], dirty: number, count: number): Figure {
  const state = withQuestions(count);
  const turns = votesFor(questionsOf(state), dirty);
  const run = () => {
    let bytes = 0;
    const tookMs = processorMs(() => {
      for (const changes of turns) {
        for (const audience of audiences) {
          bytes += JSON.stringify(patchFor(state, audience, changes, 1)).length;
        }
      }
    });
    if (bytes === 0) throw new Error('the patches are empty');
    return (tookMs * 1e3) / FLUSHES;
  };
  const values = [median(Array.from({ length: FLUSH_RUNS + 1 }, run).slice(1))];
  const who = audiences.length > 1 ? 'every audience' : audiences[0];
  return { name: `flush to ${who}, ${dirty} dirty of ${count}`, values, unit: 'µs' };
}

/** For each flush other questions in another order: equal ones would be quicker than any event is. */
function votesFor(questions: readonly QuestionId[], dirty: number): Changes[] {
  const chance = newChance();
  return Array.from({ length: FLUSHES }, () => {
    const changes = noChanges();
    while (changes.votes.size < dirty) {
      changes.votes.add(questions[Math.floor(chance() * questions.length)] as QuestionId);
    }
    return changes;
  });
}

function withQuestions(count: number): State {
  const state = newEvent();
  for (let at = 0; at < count; at += 1) askApproved(state, `asker${at}`);
  return state;
}

function questionsOf(state: State): QuestionId[] {
  return [...state.questions.keys()];
}

/** As long as a real id. */
function longId<Id extends string>(letter: string, number: number): Id {
  return `${letter}${number}`.padEnd(24, 'x') as Id;
}
