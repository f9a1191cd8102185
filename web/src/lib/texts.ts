import type { DismissReason } from '@rostrum/shared/domain/moderation';
import type { CueKind } from '@rostrum/shared/domain/cue';
import type { Asker } from '@rostrum/shared/domain/questions';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { m } from './paraglide/messages.js';
import { spanOf, wholeMinutes } from './time.ts';

const reasons: Partial<Record<Reason, () => string>> = {
  not_permitted: m.reason_not_permitted,
  link_expired: m.reason_link_expired,
  link_revoked: m.reason_link_revoked,
  qa_closed: m.reason_qa_closed,
  too_long: m.reason_too_long,
  unknown_question: m.reason_unknown_question,
  wrong_state: m.reason_wrong_state,
  stale_revision: m.reason_stale_revision,
  too_many_pending: m.reason_too_many_pending,
  too_many_asked: m.reason_too_many_asked,
  too_many_open: m.reason_too_many_open,
  slow_mode: m.reason_slow_mode,
  no_votes_left: m.reason_no_votes_left,
  downvotes_off: m.reason_downvotes_off,
  already_reported: m.reason_already_reported,
  not_reported: m.reason_not_reported,
  blocked: m.reason_blocked,
  not_empty: m.reason_not_empty,
  no_rehearsal: m.reason_no_rehearsal,
  event_full: m.reason_event_full,
  deck_full: m.reason_deck_full,
  unknown_label: m.reason_unknown_label,
  too_many_labels: m.reason_too_many_labels,
  stale_stage: m.reason_stale_stage,
  nothing_next: m.reason_nothing_next,
  nothing_before: m.reason_nothing_before,
  no_message: m.reason_no_message,
  empty_programme: m.reason_empty_programme,
  unknown_cue: m.reason_unknown_cue,
  stale_cue: m.reason_stale_cue,
  not_running: m.reason_not_running,
  already_running: m.reason_already_running,
  already_paused: m.reason_already_paused,
  not_paused: m.reason_not_paused,
  running_cue_missing: m.reason_running_cue_missing,
  duplicate_cue: m.reason_duplicate_cue,
  programme_full: m.reason_programme_full,
  unknown_column: m.reason_unknown_column,
  too_many_columns: m.reason_too_many_columns,
  unknown_speaker: m.reason_unknown_speaker,
  unknown_timer: m.reason_unknown_timer,
  too_large: m.reason_too_large,
  unknown_event: m.reason_unknown_event,
  no_session: m.reason_no_session,
  unknown_display: m.reason_unknown_display,
  old_version: m.reason_old_version,
  too_fast: m.reason_too_fast,
  busy: m.reason_unavailable,
  queued: m.reason_queued,
  stopped: m.reason_stopped,
  unavailable: m.reason_unavailable,
};

/** What a refusal means to the person who reads it, and what they can do. */
export function reasonText(reason: Reason): string {
  return (reasons[reason] ?? m.reason_other)();
}

const dismissals: Record<DismissReason, () => string> = {
  off_topic: m.dismissed_off_topic,
  duplicate: m.dismissed_duplicate,
  answered_before: m.dismissed_answered_before,
  personal_data: m.dismissed_personal_data,
  abusive: m.dismissed_abusive,
  too_long: m.dismissed_too_long,
  other_session: m.dismissed_other_session,
  no_time: m.dismissed_no_time,
  other: m.dismissed_other,
};

/** Why a question was set aside; of another reason than the usual, in the moderator's own words where there are any. */
export function dismissalText(reason: DismissReason, told?: string): string {
  return told ?? dismissals[reason]();
}

const kinds: Record<CueKind, () => string> = {
  opening: m.kind_opening,
  keynote: m.kind_keynote,
  statement: m.kind_statement,
  panel: m.kind_panel,
  dialogue: m.kind_dialogue,
  qa: m.kind_qa,
  video: m.kind_video,
  break: m.kind_break,
  ceremony: m.kind_ceremony,
  closing: m.kind_closing,
  other: m.kind_other,
};

export function kindText(kind: CueKind): string {
  return kinds[kind]();
}

/** Who asks: the name, and whom they speak for, or that they chose not to say. */
export function askerParts({ name, affiliation }: Asker): readonly string[] {
  const parts = [name, affiliation].filter((part) => part !== undefined);
  return parts.length > 0 ? parts : [m.anonymous()];
}

export function modeText({ mode }: Pick<Asker, 'mode'>): string {
  return mode === 'room' ? m.mode_room() : m.mode_remote();
}

/** `12 min`, `3 h 20 min`, `2 days 4 h`: how long a delay is, whichever way it goes. */
export function spanText(ms: number): string {
  const { days, hours, minutes } = spanOf(ms);
  const parts = [
    days > 0 ? m.span_days({ count: days }) : '',
    hours > 0 ? m.span_hours({ count: hours }) : '',
    minutes > 0 ? m.span_minutes({ count: minutes }) : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('\u00a0') : m.span_minutes({ count: 0 });
}

/** `3 min over`, `2 h under`, `on time`: to the nearest minute, as people say it of a cue or the whole show. */
export function overUnderText(ms: number): string {
  const minutes = wholeMinutes(ms);
  if (minutes > 0) return m.time_over({ time: spanText(ms) });
  return minutes < 0 ? m.time_under({ time: spanText(ms) }) : m.on_time();
}
