import { z } from 'zod';
import { onDeck, place } from './deck.ts';
import { questionIdSchema, type QuestionId } from './ids.ts';
import { moveTo } from './moves.ts';
import type { Reason } from './reasons.ts';
import type { Question, State } from './state.ts';
import type { Turn } from './turn.ts';

/** The question that was on stage for whoever pressed; absent for none. Of two who press at once, one is right. */
const from = questionIdSchema.optional();

export const stageActionSchemas = [
  /** The question on stage is answered, and the next by turn comes. */
  z.strictObject({ type: z.literal('stage.next'), from }),
  /** The question on stage is passed over, and the next by turn comes. */
  z.strictObject({ type: z.literal('stage.skip'), from: questionIdSchema }),
  /** The question that was on stage before comes back, and the one there waits on deck, first. */
  z.strictObject({ type: z.literal('stage.back'), from }),
  /** Podium and screen show nothing, or again what they showed. */
  z.strictObject({ type: z.literal('stage.blank'), on: z.boolean() }),
] as const;

type StageAction = z.infer<(typeof stageActionSchemas)[number]>;

/** What the chair does from the podium. `back` is O(questions), the others O(log questions). */
export function reduceStage(state: State, action: StageAction, turn: Turn): Reason | undefined {
  if (action.type === 'stage.blank') return blank(state, action.on, turn);
  if (action.from !== state.live) return 'stale_stage';
  const live = state.live === undefined ? undefined : state.questions.get(state.live);
  const [next] = state.upcoming;
  switch (action.type) {
    case 'stage.next':
      if (!live && !next) return 'nothing_next';
      if (live) moveTo(state, live, 'answered', turn);
      break;
    case 'stage.skip':
      if (live) passOver(state, live, turn);
      break;
    case 'stage.back':
      return back(state, live, turn);
  }
  if (next) putOnStage(state, next, turn);
  return undefined;
}

/** Brings a question on stage; whatever was there has left before. The only place that does. */
export function putOnStage(state: State, question: Question, turn: Turn): void {
  state.stagings += 1;
  question.staging = state.stagings;
  question.skippedAt = undefined;
  moveTo(state, question, 'live', turn);
}

function passOver(state: State, question: Question, turn: Turn): void {
  question.skippedAt = turn.at;
  question.pinnedAt = undefined;
  moveTo(state, question, 'approved', turn);
}

function back(state: State, live: Question | undefined, turn: Turn): Reason | undefined {
  const before = lastOnStage(state, live?.id);
  if (!before) return 'nothing_before';
  if (live) {
    moveTo(state, live, 'approved', turn);
    place(state, onDeck(state), live, 0, turn);
  }
  putOnStage(state, before, turn);
  return undefined;
}

function blank(state: State, on: boolean, turn: Turn): Reason | undefined {
  state.settings.blank = on;
  turn.changes.settings = true;
  turn.changes.live = true;
  return undefined;
}

/** The question that left the stage last, answered or passed over, and is there to come back. */
function lastOnStage(state: State, except: QuestionId | undefined): Question | undefined {
  let last: Question | undefined;
  for (const question of state.questions.values()) {
    const { id, staging, skippedAt, state: at } = question;
    const left = at === 'answered' || (at === 'approved' && skippedAt !== undefined);
    if (id === except || staging === undefined || !left) continue;
    if (staging > (last?.staging ?? 0)) last = question;
  }
  return last;
}
