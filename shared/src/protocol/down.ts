import { z } from 'zod';
import { mineSchema } from '../domain/mine.ts';
import { patchSchema } from '../domain/patch.ts';
import { reasonSchema } from '../domain/reasons.ts';
import { roleSchema, surfaceSchema } from '../domain/roles.ts';
import { viewSchema } from '../domain/view.ts';
import { markSchema, placeSchema } from './place.ts';
import { steerOrderSchema } from './displays.ts';
import { presenceSchema } from './presence.ts';

/**
 * From server to client.
 *
 * - `welcome` is the whole view: at the start, and when a returning client is
 *   too far behind for patches, or elsewhere than this log.
 * - `patch` brings a view from `from` (or later) to `seq`. A client that is
 *   before `from` has missed something and sends `sync`.
 * - `mine` is the participant's own part, whole.
 * - `presence` is how many people are here, for desk and show; it may be lost.
 * - `steer` is what the crew tells this display to do; it says what it then is by `display`.
 * - `bye` says why the server ends the connection.
 */
export const welcomeSchema = z.strictObject({
  surface: surfaceSchema,
  role: roleSchema,
  ...placeSchema.shape,
  /** The log's clock when this was sent. */
  now: z.int().positive(),
  view: viewSchema,
  mine: mineSchema,
});
export type Welcome = z.infer<typeof welcomeSchema>;

/** The mark is of the log at the patch's `seq`. */
export const patchMessageSchema = patchSchema.extend({ mark: markSchema });
export type PatchMessage = z.infer<typeof patchMessageSchema>;

export const byeSchema = z.strictObject({ reason: reasonSchema });

/** Every message a server sends, by its event name. */
export const downSchemas = {
  welcome: welcomeSchema,
  patch: patchMessageSchema,
  mine: mineSchema,
  presence: presenceSchema,
  steer: steerOrderSchema,
  bye: byeSchema,
} as const;

export type DownEvents = {
  [Name in keyof typeof downSchemas]: (message: z.infer<(typeof downSchemas)[Name]>) => void;
};
