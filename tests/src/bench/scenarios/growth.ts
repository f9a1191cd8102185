import { ENTRY_VERSION, type Entry } from '@rostrum/shared/domain/actions';
import { noChanges, type Changes } from '@rostrum/shared/domain/changes';
import type { ActionId, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { patchFor } from '@rostrum/shared/domain/patch';
import { fold } from '@rostrum/shared/domain/reduce';
import type { State } from '@rostrum/shared/domain/state';
import { audienceSchema } from '@rostrum/shared/domain/view';
import { Chance } from '../../lib/chance.ts';
import { askApproved, idOf, newEvent } from '../../lib/event.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { SEED } from '../seed.ts';
import { processorMs } from '../stats.ts';

/** Questions that are voted for between two flushes. */
const CHANGED = 20;
/** With the first the others are compared: of fewer, 20 cannot change. */
const QUESTIONS = [CHANGED, 100, 1_000, 5_000] as const;
const FLUSHES = 2_000;
const RUNS = { full: 15, quick: 3 };

/** What a flush costs follows from what changed, not from what there is. */
export const growth: Scenario = {
  name: 'growth',
  summary: 'A flush to every audience after 20 changes, of few questions and of many.',
  sizes: {
    full: { changed: CHANGED, questions: QUESTIONS, flushes: FLUSHES },
    quick: { changed: CHANGED, questions: QUESTIONS, flushes: FLUSHES },
  },
  async run({ isQuick }) {
    const events = QUESTIONS.map(flushesOf);
    // In turn, so that what else the machine does troubles all of them; the first round compiles.
    const rounds = Array.from({ length: 1 + (isQuick ? RUNS.quick : RUNS.full) }, () =>
      events.map((flush) => flush()),
    ).slice(1);
    const costs = QUESTIONS.map((_, at) => rounds.map((costs) => costs[at] as number));
    return [
      ...QUESTIONS.map((count, at): Figure => {
        const name = `flush, ${CHANGED} changed of ${count}`;
        return { name, values: costs[at] as number[], unit: 'µs' };
      }),
      ...QUESTIONS.slice(1).map((count, at): Figure => {
        const name = `flush, ${count} questions ÷ ${CHANGED}`;
        const values = rounds.map((costs) => (costs[at + 1] as number) / (costs[0] as number));
        return { name, values, unit: '×', target: { atMost: 1.3 } };
      }),
    ];
  },
};

/** Makes and serialises the patches of every audience for many flushes; gives the microseconds of one. */
function flushesOf(count: number): () => number {
  const state = newEvent();
  for (let at = 0; at < count; at += 1) askApproved(state, `asker${at}`);
  const flushes = Array.from({ length: FLUSHES }, voting(state));
  return () => {
    let bytes = 0;
    const tookMs = processorMs(() => {
      for (const changes of flushes) {
        for (const audience of audienceSchema.options) {
          bytes += JSON.stringify(patchFor(state, audience, changes, 1)).length;
        }
      }
    });
    if (bytes === 0) throw new Error('the patches are empty');
    return (tookMs * 1e3) / FLUSHES;
  };
}

/** Folds someone's votes for some of the questions, others each time, and tells what they touched. */
function voting(state: State): () => Changes {
  const chance = new Chance(SEED);
  const questions = state.questions.keys();
  return () => {
    const chosen = new Set<QuestionId>();
    while (chosen.size < CHANGED) {
      chosen.add(chance.pick(questions));
    }
    const seq = state.seq + 1;
    const by = { participant: idOf<ParticipantId>(`p${seq}`) };
    const actions: Entry['actions'] = [...chosen].map((question, index) => {
      const id = idOf<ActionId>(`vote${seq}n${index}`);
      return { id, by, action: { type: 'question.upvote', question } };
    });
    const changes = noChanges();
    fold(state, { v: ENTRY_VERSION, seq, at: state.at, actions }, changes);
    return changes;
  };
}
