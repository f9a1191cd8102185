import { z } from 'zod';
import { actionSchema } from '../domain/actions.ts';
import { actionIdSchema, codeSchema } from '../domain/ids.ts';
import { modeSchema } from '../domain/mode.ts';
import type { Outcome } from '../domain/reasons.ts';
import { surfaceSchema } from '../domain/roles.ts';
import { displayReportSchema, steerSchema, type DisplayReport, type Steer } from './displays.ts';
import { placeSchema } from './place.ts';
import { focusSchema, type Focus } from './presence.ts';

/**
 * From client to server.
 *
 * A socket opens with a hello in its handshake and hears `welcome`, or is
 * refused with a reason as the error's message. Then:
 *
 * - `act` asks for one action; its acknowledgement is the outcome, given once
 *   the action is durable and applied. No acknowledgement means *unknown*: the
 *   client sends the same id again, on this socket or the next. An accepted
 *   action's answer carries a seq: from that seq on the client's view has its
 *   effect. A vote's effect on `mine` is not sent to the socket that made it:
 *   that client folds it into its own `mine` when its view has reached the seq.
 * - `sync` says where the client is; a `patch` since then follows, or a
 *   `welcome` when that is too far back.
 * - `clock` is answered with the time on the log's clock.
 * - `here` says whether a phone is in the room or remote, for the count of those
 *   who are here: nothing else follows from it, and it is kept nowhere.
 * - `focus` says which question a desk has in hand, for its colleagues: as `here`,
 *   it is told on and kept nowhere. From any other surface it is `not_permitted`.
 * - `display` says what a display shows, when it opens and when that changes, and is
 *   answered with its number; from what is no display it is `not_permitted`, and
 *   past the most that the crew is told of `too_many_displays`.
 * - `steer` tells a display what to do, wherever it is: from anyone but moderators,
 *   callers and organisers it is `not_permitted`, and for one that is not there (any
 *   more) `unknown_display`. Accepted means sent; that it is done the display says.
 */
export const helloSchema = z.strictObject({
  /** Read before anything else, so that a client of another version gets a clear answer. */
  v: z.int(),
  code: codeSchema,
  surface: surfaceSchema,
  /** Where a returning client is, which is the same on every node. */
  place: placeSchema.optional(),
});
export type Hello = z.infer<typeof helloSchema>;

export const actSchema = z.strictObject({ id: actionIdSchema, action: actionSchema });
export type Act = z.infer<typeof actSchema>;

export const syncSchema = z.strictObject({ place: placeSchema });
export type Sync = z.infer<typeof syncSchema>;

export const clockSchema = z.strictObject({});

export const hereSchema = z.strictObject({ mode: modeSchema });
export type Here = z.infer<typeof hereSchema>;

/** Every message a client sends, by its event name. */
export const upSchemas = {
  act: actSchema,
  sync: syncSchema,
  clock: clockSchema,
  here: hereSchema,
  focus: focusSchema,
  display: displayReportSchema,
  steer: steerSchema,
} as const;

type Refusal = Extract<Outcome, { ok: false }>;

/**
 * `seq` is at or after the entry that holds the action. With `queued` comes how long, in
 * milliseconds, the node asks the client to wait before it sends the same id again.
 */
export type ActAnswer = { ok: true; seq: number } | (Refusal & { retryMs?: number });

/** What answers each message: a message that cannot be read is refused like an action. */
export interface UpEvents {
  act: (message: Act, answer: (answer: ActAnswer) => void) => void;
  sync: (message: Sync, answer: (outcome: Outcome) => void) => void;
  here: (message: Here, answer: (outcome: Outcome) => void) => void;
  focus: (message: Focus, answer: (outcome: Outcome) => void) => void;
  display: (message: DisplayReport, answer: (number: DisplayAnswer) => void) => void;
  steer: (message: Steer, answer: (outcome: Outcome) => void) => void;
  clock: (message: z.infer<typeof clockSchema>, answer: (now: ClockAnswer) => void) => void;
}

/** Milliseconds since the epoch on the log's clock, or why there is no answer. */
export type ClockAnswer = { now: number } | Refusal;

/** The number that the crew knows a display by, or why it has none. */
export type DisplayAnswer = { ok: true; number: number } | Refusal;
