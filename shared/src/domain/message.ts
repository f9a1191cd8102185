import { z } from 'zod';
import { actionIdSchema } from './ids.ts';
import { MESSAGE_TEXT_MAX } from './limits.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';

export const messageActionSchemas = [
  /** Tells whoever sits at the podium something, in place of what was said before. */
  z.strictObject({ type: z.literal('moderation.message'), text: lineSchema(MESSAGE_TEXT_MAX) }),
  /** Takes away what is said; with `message` only if it is still that. */
  z.strictObject({
    type: z.literal('moderation.clearMessage'),
    message: actionIdSchema.optional(),
  }),
  /** The chair has read it. */
  z.strictObject({ type: z.literal('stage.seen'), message: actionIdSchema }),
] as const;

export type MessageAction = z.infer<(typeof messageActionSchemas)[number]>;

/** What the crew says to the podium. No public view ever has it. */
export const messageSchema = z.strictObject({
  /** That of the action that said it. */
  id: actionIdSchema,
  text: z.string(),
  at: z.int().nonnegative(),
  /** When the chair had read it. */
  seenAt: z.int().nonnegative().optional(),
});
export type Message = z.infer<typeof messageSchema>;

/** O(1). */
export function reduceMessage(state: State, action: MessageAction, turn: Turn): Reason | undefined {
  switch (action.type) {
    case 'moderation.message':
      state.message = { id: turn.id, text: action.text, at: turn.at };
      break;
    case 'moderation.clearMessage':
      if (!state.message) return 'no_message';
      if (action.message && action.message !== state.message.id) return 'no_message';
      state.message = undefined;
      break;
    case 'stage.seen':
      if (state.message?.id !== action.message) return 'no_message';
      if (state.message.seenAt !== undefined) return undefined;
      state.message = { ...state.message, seenAt: turn.at };
      break;
  }
  turn.changes.message = true;
  // Nobody waits for a word that is said in a hurry.
  turn.changes.live = true;
  return undefined;
}
