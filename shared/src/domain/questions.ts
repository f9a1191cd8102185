import { z } from 'zod';
import { noteWritten } from './capacity.ts';
import { questionIdSchema, type ParticipantId, type QuestionId } from './ids.ts';
import { NAME_MAX, QUESTION_UNITS_MAX } from './limits.ts';
import { comeBack, detach } from './merge.ts';
import { countPending, keepTurn, moveTo, reword, touch } from './moves.ts';
import type { Reason } from './reasons.ts';
import { appear, noteActive } from './exposure.ts';
import type { Question, State } from './state.ts';
import { tally } from './tally.ts';
import { modeSchema } from './mode.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';
import { isOfVersion1 } from './version-1.ts';
import type { Channel } from './by-hand.ts';
import {
  askTrouble,
  editTrouble,
  isOpenToVotes,
  voteTrouble,
  withdrawTrouble,
} from './question-trouble.ts';
import { castVote, dropVote, rootOf } from './union.ts';
import { addVote, noVotes, removeVote, voterIndex } from './votes.ts';

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
  z.strictObject({ type: z.literal('question.downvote'), question: questionIdSchema }),
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
      return vote(state, question, 'votes', turn);
    case 'question.downvote':
      return vote(state, question, 'downs', turn);
    case 'question.takeBack':
      return takeBack(state, question, turn);
  }
}

function ask(state: State, { text, asker }: Ask, turn: Turn): Reason | undefined {
  const id = turn.id as string as QuestionId;
  const author = turn.by.participant;
  const existing = state.questions.get(id);
  // The memory of action ids is finite; a question outlives it and still knows its own ask.
  if (existing) return existing.author === author ? undefined : 'wrong_state';
  const trouble = askTrouble(state, text, turn);
  if (trouble) return trouble;
  putQuestion(state, { id, author, asker, text, waits: state.settings.premoderation }, turn);
  if (isOfVersion1(turn)) noteActive(state, author, turn);
  return undefined;
}

/** Puts a question that nothing speaks against among the others. O(log approved). */
export function putQuestion(
  state: State,
  asked: Pick<Question, 'id' | 'author' | 'asker' | 'text'> & {
    channel?: Channel;
    /** For a moderator. */
    waits: boolean;
  },
  turn: Turn,
): void {
  const { id, author, asker, text, channel, waits } = asked;
  const question: Question = {
    id,
    author,
    asker,
    channel,
    text,
    revision: 1,
    approved: waits ? undefined : { revision: 1, text },
    original: undefined,
    state: waits ? 'pending' : 'approved',
    dismissal: undefined,
    archived: undefined,
    merged: undefined,
    answer: undefined,
    note: undefined,
    assigned: undefined,
    labels: [],
    pinnedAt: undefined,
    deckAt: undefined,
    skippedAt: undefined,
    staging: undefined,
    askedAt: turn.at,
    approvedAt: waits ? undefined : turn.at,
    changedAt: turn.at,
    votes: noVotes(),
    members: [],
    union: undefined,
    downs: noVotes(),
    reports: noVotes(),
    reportedAmong: undefined,
    hiddenAt: undefined,
    keptAt: undefined,
    blockedAt: undefined,
    appearance: undefined,
    seen: undefined,
    upcomingAt: -1,
  };
  state.questions.set(id, question);
  noteWritten(state, text);
  const own = state.asked.get(author);
  if (own) own.push(question);
  else state.asked.set(author, [question]);
  if (waits) countPending(state, author, 1);
  else appear(state, question);
  tally(state, question, 1);
  turn.changes.counts = true;
  touch(state, question, turn);
}

function edit(state: State, question: Question, to: string, turn: Turn): Reason | undefined {
  const trouble = editTrouble(state, question, to, turn);
  if (trouble) return trouble;
  reword(state, question, to, turn);
  question.original = undefined;
  return undefined;
}

function withdraw(state: State, question: Question, turn: Turn): Reason | undefined {
  const trouble = withdrawTrouble(question, turn);
  if (trouble) return trouble;
  // Nobody's question goes with that of another.
  for (const member of [...question.members]) comeBack(state, member, turn);
  detach(state, question, turn);
  moveTo(state, question, 'withdrawn', turn);
  return undefined;
}

/** One vote, for it or against it: given the other way it changes its side. */
function vote(
  state: State,
  question: Question,
  side: 'votes' | 'downs',
  turn: Turn,
): Reason | undefined {
  const root = rootOf(state, question);
  const index = voterIndex(state, turn.by.participant);
  const trouble = voteTrouble(state, question, root, side, index);
  if (trouble) return trouble;
  if (side === 'votes') {
    removeVote(root.downs, index);
    removeVote(question.downs, index);
    castVote(root, question, index);
  } else {
    dropVote(root, question, index);
    addVote(question.downs, index);
  }
  noteActive(state, turn.by.participant, turn);
  noteVote(state, question, root, index, turn);
  return undefined;
}

function takeBack(state: State, question: Question, turn: Turn): Reason | undefined {
  const root = rootOf(state, question);
  if (!isOpenToVotes(question, root)) return 'wrong_state';
  const index = voterIndex(state, turn.by.participant);
  const isFor = dropVote(root, question, index);
  const isAgainst = removeVote(root.downs, index);
  if (!isFor && !isAgainst) return 'not_voted';
  noteActive(state, turn.by.participant, turn);
  noteVote(state, question, root, index, turn);
  return undefined;
}

function noteVote(
  state: State,
  question: Question,
  root: Question,
  index: number,
  turn: Turn,
): void {
  const { changes } = turn;
  // The string of this id that is kept: a set takes it in sooner than one it has not met.
  const voter = state.voters.keys()[index] as ParticipantId;
  changes.votes.add(root.id);
  changes.voters.add(voter);
  keepTurn(state, root, turn);
  if (root === question) return;
  // The page it came from does not know yet what its vote counts for.
  changes.votes.add(question.id);
  changes.authors.add(voter);
}
