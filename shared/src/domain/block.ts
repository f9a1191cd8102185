import { z } from 'zod';
import { questionIdSchema, type ParticipantId } from './ids.ts';
import type { Reason } from './reasons.ts';
import type { Question, State } from './state.ts';
import type { Turn } from './turn.ts';
import { isOfVersion1, noteShelving } from './version-1.ts';

export const blockActionSchemas = [
  /** Stops whoever asked this from asking. It names the question: nobody learns who that is. */
  z.strictObject({ type: z.literal('moderation.block'), question: questionIdSchema }),
  z.strictObject({ type: z.literal('moderation.unblock'), question: questionIdSchema }),
] as const;

type BlockAction = z.infer<(typeof blockActionSchemas)[number]>;

/**
 * A person is blocked while one question at least is named for it, so that a
 * second one of theirs is blocked and freed without telling that the two belong
 * together. What they asked before stays where it is: whatever moved with a
 * block would tell everyone whose it was. O(their questions).
 */
export function reduceBlock(
  state: State,
  question: Question,
  action: BlockAction,
  turn: Turn,
): Reason | undefined {
  const blocks = action.type === 'moderation.block';
  if (blocks === (question.blockedAt !== undefined)) return 'wrong_state';
  question.blockedAt = blocks ? turn.at : undefined;
  turn.changes.questions.add(question.id);
  turn.changes.authors.add(question.author);
  if (isOfVersion1(turn)) noteShelving(state, question.author, turn.at);
  return undefined;
}

/** O(their questions). */
export function isBlocked(state: State, participant: ParticipantId): boolean {
  return (state.asked.get(participant) ?? []).some(({ blockedAt }) => blockedAt !== undefined);
}
