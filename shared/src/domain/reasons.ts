import { z } from 'zod';

/**
 * Why an action, a message or a request was refused. The codes are stable:
 * clients hold a sentence for each, in every language.
 */
export const reasonSchema = z.enum([
  // Judged by `reduce`: final, the same on every node.
  'not_permitted',
  'link_expired',
  'link_revoked',
  'already_created',
  'qa_closed',
  'stopped',
  'too_long',
  'unknown_question',
  'not_yours',
  'wrong_state',
  'stale_revision',
  'already_voted',
  'not_voted',
  'too_many_pending',
  'too_many_asked',
  'too_many_open',
  'slow_mode',
  'no_votes_left',
  'downvotes_off',
  'already_reported',
  'not_reported',
  'blocked',
  'not_empty',
  'no_rehearsal',
  'event_full',
  'deck_full',
  'unknown_label',
  'too_many_labels',
  'stale_stage',
  'nothing_next',
  'nothing_before',
  'no_message',
  'empty_programme',
  'unknown_cue',
  'stale_cue',
  'running_cue_missing',
  'duplicate_cue',
  'programme_full',
  'unknown_column',
  'too_many_columns',
  'unknown_speaker',
  'unknown_timer',
  'not_running',
  'already_running',
  'already_paused',
  'not_paused',
  'unknown_link',
  'last_organiser',
  // Judged at the edge: the message itself is wrong.
  'invalid',
  'too_large',
  'unknown_event',
  'no_session',
  'unknown_message',
  'unknown_display',
  'too_many_displays',
  'old_version',
  // Not judged at all: the same message may be accepted later.
  'busy',
  'queued',
  'too_fast',
  'unavailable',
]);
export type Reason = z.infer<typeof reasonSchema>;

/** What became of one action. `seq` is the entry that decided it. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly reason: Reason };

export const ACCEPTED: Outcome = Object.freeze({ ok: true });

const refusals = new Map<Reason, Outcome>(
  reasonSchema.options.map((reason) => [reason, Object.freeze({ ok: false, reason })]),
);

/** The one outcome object of this reason, so that a million refusals cost no memory. */
export function refused(reason: Reason): Outcome {
  return refusals.get(reason) ?? { ok: false, reason };
}
