import { z } from 'zod';
import { isBlocked } from './block.ts';
import { questionIdSchema, type ParticipantId, type QuestionId } from './ids.ts';
import { dismissReasonSchema } from './moderation.ts';
import { isPublic, type Question, type State } from './state.ts';
import { hasVoted, rootOf } from './union.ts';
import { questionStateSchema } from './view.ts';
import { hasVote } from './votes.ts';

/**
 * What is a participant's own: their votes, and their questions with their
 * story. Beside the shared view, to their own sockets only, always whole.
 */
export const mineSchema = z.strictObject({
  seq: z.int().nonnegative(),
  votes: z.array(questionIdSchema),
  /** Votes against. */
  downs: z.array(questionIdSchema).optional(),
  reports: z.array(questionIdSchema).optional(),
  /** A moderator stopped them from asking. */
  blocked: z.literal(true).optional(),
  questions: z.array(
    z.strictObject({
      id: questionIdSchema,
      text: z.string(),
      /** Their own wording, when a moderator changed it. */
      original: z.string().optional(),
      state: questionStateSchema,
      reason: dismissReasonSchema.optional(),
      /** That reason in a moderator's words, where it is `other`. */
      told: z.string().optional(),
      /** A moderator's answer in writing, once it is answered. */
      answer: z.string().optional(),
      /** The question it was merged into, while everyone sees that one. */
      into: questionIdSchema.optional(),
      /** Reports hide it until a moderator has looked. */
      hidden: z.literal(true).optional(),
      askedAt: z.int(),
    }),
  ),
});
export type Mine = z.infer<typeof mineSchema>;

/** O(own questions), and O(questions) for who has voted. */
export function mineOf(state: State, participant: ParticipantId): Mine {
  const mine: Mine = { seq: state.seq, votes: [], questions: [] };
  const index = state.voters.get(participant);
  if (index !== undefined) {
    for (const question of state.questions.values()) {
      if (hasVote(question.reports, index)) (mine.reports ??= []).push(question.id);
      // A vote for a merged question is one for the question it was merged into.
      if (question.merged) continue;
      if (hasVoted(question, index)) mine.votes.push(question.id);
      if (hasVote(question.downs, index)) (mine.downs ??= []).push(question.id);
    }
  }
  if (isBlocked(state, participant)) mine.blocked = true;
  for (const question of state.asked.get(participant) ?? []) {
    const { id, text, original, state: at, dismissal, answer, askedAt } = question;
    mine.questions.push({
      id,
      text,
      ...(original === undefined ? {} : { original }),
      state: at,
      ...(dismissal ? { reason: dismissal.reason } : {}),
      ...(dismissal?.told ? { told: dismissal.told } : {}),
      ...(at === 'answered' && answer !== undefined ? { answer } : {}),
      ...mergedInto(state, question),
      ...(question.hiddenAt === undefined ? {} : { hidden: true }),
      askedAt,
    });
  }
  return mine;
}

function mergedInto(state: State, question: Question): { into?: QuestionId } {
  const root = rootOf(state, question);
  return root !== question && isPublic(root.state) ? { into: root.id } : {};
}
