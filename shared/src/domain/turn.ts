import { z } from 'zod';
import type { Changes } from './changes.ts';
import { linkIdSchema, participantIdSchema, type ActionId } from './ids.ts';

/**
 * Who acts, as the server's session says: a participant, and the role link they
 * act by, if any. Absent altogether for the server itself, which only creates.
 */
export const actorSchema = z.strictObject({
  participant: participantIdSchema,
  link: linkIdSchema.optional(),
});
export type Actor = z.infer<typeof actorSchema>;

/** One action's turn: who, when, under which id, and where to note what changed. */
export interface Turn {
  /** The version of its entry: what the older did otherwise stands in `version-1.ts`. */
  readonly v: number;
  readonly id: ActionId;
  readonly by: Actor;
  readonly at: number;
  readonly changes: Changes;
}
