import { ENTRY_VERSION, type Entry } from '@rostrum/shared/domain/actions';
import { noChanges, type Changes } from '@rostrum/shared/domain/changes';
import type { ActionId, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { patchFor } from '@rostrum/shared/domain/patch';
import { fold } from '@rostrum/shared/domain/reduce';
import type { State } from '@rostrum/shared/domain/state';
import { audienceSchema } from '@rostrum/shared/domain/view';
import { askApproved, idOf, newEvent } from '../../lib/event.ts';
import { newChance } from '../chance.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { processorMs } from '../stats.ts';

/** Questions that are voted for between two flushes. */
const CHANGED = 20;
/** What it costs with the first is what the others are compared with: with fewer, 20 cannot change. */
const QUESTIONS = [CHANGED, 100, 1_000, 5_000] as const;
const FLUSHES = 2_000;
const RUNS = 15;
/** How much dearer a flush may be. */
const GROWTH_MAX = 1.3;

/** What a flush costs follows from what changed, not from what there is. */
export const growth: Scenario = {
  name: 'growth',
  summary: `The cost of a flush after votes for ${CHANGED} questions, of few and of many.`,
  async run() {
    const events = QUESTIONS.map((count) => ({ count, flush: flushesOf(count) }));
    // In turn, so that what else the machine does troubles all of them.
    const rounds = Array.from({ length: RUNS + 1 }, () => events.map(({ flush }) => flush()));
    const costs = events.map((_, at) => rounds.slice(1).map((round) => round[at] as number));
    return events.flatMap(({ count }, at): Figure[] => {
      const values = costs[at] as number[];
      const cost: Figure = { name: `flush, ${CHANGED} changed of ${count}`, values, unit: 'µs' };
      if (at === 0) return [cost];
      const ratios = values.map((value, run) => value / (costs[0]?.[run] as number));
      const name = `${count} questions ÷ ${CHANGED}`;
      return [cost, { name, values: ratios, unit: '×', target: { atMost: GROWTH_MAX } }];
    });
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
  const chance = newChance();
  const questions = state.questions.keys();
  return () => {
    const chosen = new Set<QuestionId>();
    while (chosen.size < CHANGED) {
      chosen.add(questions[Math.floor(chance() * questions.length)] as QuestionId);
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
