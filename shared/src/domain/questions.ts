import { z } from 'zod';
import { questionIdSchema, type ParticipantId, type QuestionId } from './ids.ts';
import {
  ASKED_PER_PARTICIPANT_MAX,
  NAME_MAX,
  PARTICIPANTS_MAX,
  PENDING_PER_PARTICIPANT_MAX,
  QUESTIONS_MAX,
  QUESTION_UNITS_MAX,
} from './limits.ts';
import type { Reason } from './reasons.ts';
import { unitsAllowed } from './length.ts';
import { voterIndex, type Question, type QuestionState, type State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';
import { isNear, putInTurn } from './upcoming.ts';
import { limitTrouble, votesUsed } from './person-limits.ts';
import { addVote, hasVote, noVotes, removeVote } from './votes.ts';

/** In the room, or remote. */
export const modeSchema = z.enum(['room', 'remote']);
export type Mode = z.infer<typeof modeSchema>;

/** What an asker chose to show. Without a name the question is anonymous. */
export const askerSchema = z.strictObject({
  name: lineSchema(NAME_MAX).optional(),
  /** Delegation, organisation, region: whom they speak for. */
  affiliation: lineSchema(NAME_MAX).optional(),
  mode: modeSchema,
});
export type Asker = z.infer<typeof askerSchema>;

const text = lineSchema(QUESTION_UNITS_MAX);

export const questionActionSchemas = [
  z.strictObject({ type: z.literal('question.ask'), text, asker: askerSchema }),
  z.strictObject({ type: z.literal('question.edit'), question: questionIdSchema, text }),
  z.strictObject({ type: z.literal('question.withdraw'), question: questionIdSchema }),
  z.strictObject({ type: z.literal('question.upvote'), question: questionIdSchema }),
  z.strictObject({ type: z.literal('question.takeBack'), question: questionIdSchema }),
] as const;

type QuestionAction = z.infer<(typeof questionActionSchemas)[number]>;
type Ask = Extract<QuestionAction, { type: 'question.ask' }>;

export function reduceQuestions(
  state: State,
  action: QuestionAction,
  turn: Turn,
): Reason | undefined {
  if (action.type === 'question.ask') return ask(state, action, turn);
  const question = state.questions.get(action.question);
  if (!question) return 'unknown_question';
  switch (action.type) {
    case 'question.edit':
      return edit(state, question, action.text, turn);
    case 'question.withdraw':
      return withdraw(state, question, turn);
    case 'question.upvote':
      return vote(state, question, turn);
    case 'question.takeBack':
      return takeBack(state, question, turn);
  }
}

/** The states in which everyone may see a question. */
export function isPublic(state: QuestionState): state is 'approved' | 'live' | 'answered' {
  return state === 'approved' || state === 'live' || state === 'answered';
}

/** Moves a question to another state; the only place that does. */
export function moveTo(state: State, question: Question, to: QuestionState, turn: Turn): void {
  if (question.state === 'pending') countPending(state, question.author, -1);
  if (to === 'pending') countPending(state, question.author, 1);
  if (question.state === 'live') state.live = undefined;
  if (to === 'live') state.live = question.id;
  if (question.state === 'live' || to === 'live') {
    turn.changes.live = true;
    turn.changes.stage = true;
  }
  if (isPublic(question.state) && !isPublic(to)) {
    turn.changes.hidden.add(question.id);
  }
  if (to !== 'approved') question.deckAt = undefined;
  question.state = to;
  question.changedAt = turn.at;
  touch(state, question, turn);
}

/** Notes that more than the votes of a question changed, and that its author should hear. */
export function touch(state: State, question: Question, turn: Turn): void {
  turn.changes.questions.add(question.id);
  turn.changes.authors.add(question.author);
  keepTurn(state, question, turn);
}

/** After any change of a question: gives it its place among those to come, and notes what the stage shows of it. */
function keepTurn(state: State, question: Question, turn: Turn): void {
  const wasNear = isNear(question);
  putInTurn(state.upcoming, question);
  if (wasNear || isNear(question) || question.id === state.live) turn.changes.stage = true;
}

/** Whether people may vote for a question in this state. */
export function isOpenToVotes(question: Question): boolean {
  return question.state === 'approved' || question.state === 'live';
}

function ask(state: State, action: Ask, turn: Turn): Reason | undefined {
  const id = turn.id as string as QuestionId;
  const author = turn.by.participant;
  const existing = state.questions.get(id);
  // The memory of action ids is finite; a question outlives it and still knows its own ask.
  if (existing) return existing.author === author ? undefined : 'wrong_state';
  if (!state.settings.qaOpen) return 'qa_closed';
  if (isTooLarge(state, action.text)) return 'too_long';
  if (state.questions.size >= QUESTIONS_MAX) return 'event_full';
  const asked = state.asked.get(author) ?? [];
  if (asked.length >= ASKED_PER_PARTICIPANT_MAX) return 'too_many_asked';
  if ((state.pending.get(author) ?? 0) >= PENDING_PER_PARTICIPANT_MAX) return 'too_many_pending';
  const overLimit = limitTrouble(state.settings, asked, turn.at);
  if (overLimit) return overLimit;
  const waits = state.settings.premoderation;
  const question: Question = {
    id,
    author,
    asker: action.asker,
    text: action.text,
    revision: 1,
    approved: waits ? undefined : { revision: 1, text: action.text },
    original: undefined,
    state: waits ? 'pending' : 'approved',
    dismissal: undefined,
    pinnedAt: undefined,
    deckAt: undefined,
    skippedAt: undefined,
    staging: undefined,
    askedAt: turn.at,
    approvedAt: waits ? undefined : turn.at,
    changedAt: turn.at,
    votes: noVotes(),
    upcomingAt: -1,
  };
  state.questions.set(id, question);
  state.asked.set(author, asked);
  asked.push(question);
  if (waits) countPending(state, author, 1);
  touch(state, question, turn);
  return undefined;
}

function edit(state: State, question: Question, to: string, turn: Turn): Reason | undefined {
  if (turn.by.participant !== question.author) return 'not_yours';
  if (question.state !== 'pending') return 'wrong_state';
  if (isTooLarge(state, to)) return 'too_long';
  reword(state, question, to, turn);
  question.original = undefined;
  return undefined;
}

/**
 * Whether a text is too long however its characters are counted. Counting them
 * is for the edge: it may come out otherwise with another version of Node.
 */
export function isTooLarge(state: State, text: string): boolean {
  return text.length > unitsAllowed(state.settings.questionLength);
}

/** Gives a question its next wording. What screens show stays until that one is approved. */
export function reword(state: State, question: Question, text: string, turn: Turn): void {
  question.text = text;
  question.revision += 1;
  touch(state, question, turn);
}

function withdraw(state: State, question: Question, turn: Turn): Reason | undefined {
  if (turn.by.participant !== question.author) return 'not_yours';
  if (question.state !== 'pending' && question.state !== 'approved') return 'wrong_state';
  moveTo(state, question, 'withdrawn', turn);
  return undefined;
}

function vote(state: State, question: Question, turn: Turn): Reason | undefined {
  if (!isOpenToVotes(question)) return 'wrong_state';
  const index = voterIndex(state, turn.by.participant);
  if (index >= PARTICIPANTS_MAX) return 'event_full';
  const { votesPerPerson } = state.settings;
  if (votesPerPerson > 0 && !hasVote(question.votes, index)) {
    if (votesUsed(state, index) >= votesPerPerson) return 'no_votes_left';
  }
  if (!addVote(question.votes, index)) return 'already_voted';
  if (index === state.voters.size) state.voters.set(turn.by.participant, index);
  noteVote(state, question, index, turn);
  return undefined;
}

function takeBack(state: State, question: Question, turn: Turn): Reason | undefined {
  if (!isOpenToVotes(question)) return 'wrong_state';
  const index = voterIndex(state, turn.by.participant);
  if (!removeVote(question.votes, index)) return 'not_voted';
  noteVote(state, question, index, turn);
  return undefined;
}

function noteVote(state: State, question: Question, index: number, turn: Turn): void {
  turn.changes.votes.add(question.id);
  // The string of this id that is kept: a set takes it in sooner than one it has not met.
  turn.changes.voters.add(state.voters.keys()[index] as ParticipantId);
  keepTurn(state, question, turn);
}

function countPending(state: State, author: ParticipantId, by: 1 | -1): void {
  const count = (state.pending.get(author) ?? 0) + by;
  if (count === 0) state.pending.delete(author);
  else state.pending.set(author, count);
}
