import { z } from 'zod';
import { archiveAllActionSchemas } from './archive.ts';
import { byHandActionSchemas } from './by-hand.ts';
import { correctSchema } from './correct-clock.ts';
import { dueSchema } from './due.ts';
import { createSchema } from './event.ts';
import { actionIdSchema } from './ids.ts';
import { BATCH_MAX } from './limits.ts';
import { incidentActionSchemas } from './incident.ts';
import { labelsActionSchemas } from './labels.ts';
import { messageActionSchemas } from './message.ts';
import { moderationActionSchemas } from './moderation.ts';
import { programmeActionSchemas } from './reduce-programme.ts';
import { questionActionSchemas } from './questions.ts';
import { rehearsalActionSchemas } from './rehearsal.ts';
import { reportActionSchemas } from './report.ts';
import { rolesActionSchemas } from './roles.ts';
import { screeningActionSchemas } from './screening.ts';
import { settingsActionSchemas } from './settings.ts';
import { stageActionSchemas } from './stage.ts';
import { actorSchema } from './turn.ts';

/** Every action a client may send. */
export const actionSchema = z.discriminatedUnion('type', [
  ...questionActionSchemas,
  ...reportActionSchemas,
  ...moderationActionSchemas,
  ...archiveAllActionSchemas,
  ...byHandActionSchemas,
  ...stageActionSchemas,
  ...messageActionSchemas,
  ...programmeActionSchemas,
  ...settingsActionSchemas,
  ...incidentActionSchemas,
  ...screeningActionSchemas,
  ...labelsActionSchemas,
  ...rolesActionSchemas,
  ...rehearsalActionSchemas,
]);
export type Action = z.infer<typeof actionSchema>;
export type ActionType = Action['type'];
/** The family an action belongs to: the part of its type before the dot. */
export type Family = ActionType extends `${infer F}.${string}` ? F : never;

export const actionTypes: readonly ActionType[] = actionSchema.options.map(
  (option) => option.shape.type.value,
);

/** What the server does of itself, by nobody. */
export const ownActionSchema = z.union([createSchema, dueSchema, correctSchema]);
export type OwnAction = z.infer<typeof ownActionSchema>;

/** One action as the log holds it. */
export const loggedActionSchema = z.union([
  z.strictObject({ id: actionIdSchema, by: actorSchema, action: actionSchema }),
  z.strictObject({ id: actionIdSchema, action: ownActionSchema }),
]);
export type LoggedAction = z.infer<typeof loggedActionSchema>;

/**
 * Raised when what an entry may hold changes; `fold` keeps folding every older
 * one, for the log of a past event must replay for ever. A test hashes the
 * schemas and fails until the version is raised.
 *
 * 1: the first.
 * 2: trust. Entries of 1 are read as they are.
 */
export const ENTRY_VERSION = 2;

/** Whether this code folds entries of that version. */
export function isKnownEntryVersion(v: unknown): v is number {
  return Number.isInteger(v) && (v as number) >= 1 && (v as number) <= ENTRY_VERSION;
}

/** What the log stores for one entry; the log itself adds `seq` and `at`. */
export const entryBodySchema = z.strictObject({
  v: z.int().min(1).max(ENTRY_VERSION),
  actions: z.array(loggedActionSchema).min(1).max(BATCH_MAX),
});
export type EntryBody = z.infer<typeof entryBodySchema>;

/** An ordered batch of actions, numbered from 1 without gaps and stamped by the log's clock. */
export interface Entry extends EntryBody {
  readonly seq: number;
  /** The log's stamp, which never runs backwards; what time it was is this less the state's `aheadMs`. */
  readonly at: number;
}
