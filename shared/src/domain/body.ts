import { z } from 'zod';
import {
  actionSchema,
  ENTRY_VERSION,
  isKnownEntryVersion,
  ownActionSchema,
  type EntryBody,
  type LoggedAction,
} from './actions.ts';
import { actionIdSchema, participantIdSchema } from './ids.ts';
import { BATCH_MAX } from './limits.ts';
import { actorSchema } from './turn.ts';

/**
 * A body as the log stores it: a column for each part of its actions, so that
 * nothing is named twice. A hall that votes asks the same few things over and
 * over: in a full entry a vote is 64 bytes, where it would be 156 as an object of
 * its own, and is read in a fifth of the time.
 */
export const storedBodySchema = z.strictObject({
  v: z.int().min(1).max(ENTRY_VERSION),
  ids: z.array(actionIdSchema).min(1).max(BATCH_MAX),
  /** Of each action: the participant, or whoever acts by a role link; null for the server. */
  by: z.array(z.union([participantIdSchema, actorSchema, z.null()])),
  /** What is asked for, each once. */
  actions: z.array(z.union([actionSchema, ownActionSchema])),
  /** Of each action: its index in `actions`. */
  asks: z.array(z.int().nonnegative()),
});
type StoredBody = z.infer<typeof storedBodySchema>;

/** The text of a body that a log stores and hands on. O(body). */
export function encodeBody({ v, actions }: EntryBody): string {
  const places = new Map<string, number>();
  const stored: StoredBody = { v, ids: [], by: [], actions: [], asks: [] };
  for (const logged of actions) {
    const key = JSON.stringify(logged.action);
    const place = places.get(key) ?? places.size;
    if (place === places.size) {
      places.set(key, place);
      stored.actions.push(logged.action);
    }
    stored.ids.push(logged.id);
    stored.by.push(writtenBy(logged));
    stored.asks.push(place);
  }
  return JSON.stringify(stored);
}

/**
 * The body that was encoded. Equal actions are one object in it.
 *
 * @throws when the text is of a version this code does not know.
 */
export function decodeBody(text: string): EntryBody {
  const { v, ids, by, actions, asks } = JSON.parse(text) as StoredBody;
  if (!isKnownEntryVersion(v)) throw new Error(`an entry has version ${String(v)}`);
  const logged = ids.map((id, index) => {
    const actor = by[index];
    const action = actions[asks[index] as number];
    if (actor === null) return { id, action };
    return { id, by: typeof actor === 'string' ? { participant: actor } : actor, action };
  });
  return { v, actions: logged as LoggedAction[] };
}

function writtenBy(logged: LoggedAction): StoredBody['by'][number] {
  if (!('by' in logged)) return null;
  return logged.by.link === undefined ? logged.by.participant : logged.by;
}
