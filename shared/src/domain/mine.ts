import { z } from 'zod';
import { questionIdSchema, type ParticipantId, type QuestionId } from './ids.ts';
import { dismissReasonSchema } from './moderation.ts';
import { isPublic, type Question, type State } from './state.ts';
import { hasVoted, rootOf } from './union.ts';

/**
 * What is a participant's own: their votes, and their questions with their
 * story. Beside the shared view, to their own sockets only, always whole.
 */
export const mineSchema = z.strictObject({
  seq: z.int().nonnegative(),
  votes: z.array(questionIdSchema),
  questions: z.array(
    z.strictObject({
      id: questionIdSchema,
      text: z.string(),
      /** Their own wording, when a moderator changed it. */
      original: z.string().optional(),
      state: z.enum([
        'pending',
        'approved',
        'live',
        'answered',
        'dismissed',
        'merged',
        'withdrawn',
      ]),
      reason: dismissReasonSchema.optional(),
      /** The question it was merged into, while everyone sees that one. */
      into: questionIdSchema.optional(),
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
      // A vote for a merged question is one for the question it was merged into.
      if (!question.merged && hasVoted(question, index)) mine.votes.push(question.id);
    }
  }
  for (const question of state.asked.get(participant) ?? []) {
    const { id, text, original, state: at, dismissal, askedAt } = question;
    mine.questions.push({
      id,
      text,
      ...(original === undefined ? {} : { original }),
      state: at,
      ...(dismissal ? { reason: dismissal.reason } : {}),
      ...mergedInto(state, question),
      askedAt,
    });
  }
  return mine;
}

function mergedInto(state: State, question: Question): { into?: QuestionId } {
  const root = rootOf(state, question);
  return root !== question && isPublic(root.state) ? { into: root.id } : {};
}
