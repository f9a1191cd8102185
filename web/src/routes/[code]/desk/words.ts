import type { Action } from '@rostrum/shared/domain/actions';
import type { Assignee } from '@rostrum/shared/domain/assign';
import type { Channel } from '@rostrum/shared/domain/by-hand';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Hint } from '@rostrum/shared/domain/sensitive';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { m } from '#lib/paraglide/messages.js';
import { incidentText } from './incident.ts';
import { dismissalText } from '#lib/texts.ts';
import { optionNames, screeningNames } from './settings/names.ts';

/** Characters of a question that are enough to know it by. */
const QUOTED = 64;

/** A text with its own direction, in a sentence that keeps its order. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Keys as a command names them, in the words of this language. */
export function printed(keys: string): string {
  return keys.replace('Space', m.desk_key_space()).replace('Esc', m.desk_key_escape());
}

/** The beginning of a text, in quotation marks. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  const start = characters.slice(0, QUOTED).join('').trimEnd();
  const beginning = characters.length > QUOTED ? `${start}…` : start;
  return m.desk_quoted({ text: isolated(beginning) });
}

/** Whom or what a question is for; undefined for nobody, and for a cue that is not there any more. */
export function assigneeText(
  assigned: Assignee | undefined,
  { cues }: Pick<Programme, 'cues'>,
): string | undefined {
  if (assigned?.type !== 'cue') return assigned?.name;
  return cues.find(({ id }) => id === assigned.cue)?.title;
}

/** Where a question without a phone came from. */
export function channelText(channel: Channel): string {
  switch (channel) {
    case 'floor':
      return m.desk_channel_floor();
    case 'chat':
      return m.desk_channel_chat();
    case 'import':
      return m.desk_channel_import();
  }
}

/** Why a question is held for a second look. */
export function hintText(hint: Hint): string {
  switch (hint.type) {
    case 'email':
      return m.desk_hold_email();
    case 'phone':
      return m.desk_hold_phone();
    case 'document':
      return m.desk_hold_document();
    case 'victim':
      return m.desk_hold_victim();
    case 'word':
      return m.desk_quoted({ text: isolated(hint.word) });
  }
}

/** An action that was done, as a sentence: `Approved “…”`. */
export function didText(action: Action, question: DeskQuestion | undefined): string {
  const text = quoted(question?.text ?? '');
  switch (action.type) {
    case 'moderation.approve':
      return m.desk_did_approve({ text });
    case 'moderation.edit':
      return action.approve ? m.desk_did_edit_approve({ text }) : m.desk_did_edit({ text });
    case 'moderation.dismiss':
      return m.desk_did_dismiss({ text, reason: dismissalText(action.reason, action.told) });
    case 'moderation.restore':
      return action.to === 'pending' ? m.desk_did_pending({ text }) : m.desk_did_approved({ text });
    case 'moderation.stage':
      return m.desk_did_stage({ text });
    case 'moderation.answered':
      return m.desk_did_answered({ text });
    case 'moderation.archive':
      return m.desk_did_archive({ text });
    case 'moderation.archiveAll':
      return m.desk_did_archive_all();
    case 'moderation.answer':
      return m.desk_did_answer({ text });
    case 'moderation.note':
      return m.desk_did_note({ text });
    case 'moderation.label':
      return m.desk_did_label({ text });
    case 'moderation.assign':
      return m.desk_did_assign({ text });
    case 'settings.label':
    case 'settings.removeLabel':
      return m.settings_did({ name: m.settings_labels() });
    case 'moderation.merge':
      return m.desk_did_merge({ text });
    case 'moderation.unmerge':
      return m.desk_did_unmerge({ text });
    case 'moderation.deck':
      return m.desk_did_deck({ text });
    case 'moderation.offDeck':
      return m.desk_did_off_deck({ text });
    case 'moderation.pin':
      return m.desk_did_pin({ text });
    case 'moderation.unpin':
      return m.desk_did_unpin({ text });
    case 'moderation.message':
      return m.desk_did_message({ text: quoted(action.text) });
    case 'moderation.clearMessage':
      return m.desk_did_message_clear();
    case 'stage.blank':
      return action.on ? m.desk_did_blank() : m.desk_did_shown();
    case 'settings.qa':
      return action.open ? m.desk_did_qa_open() : m.desk_did_qa_closed();
    case 'settings.premoderation':
      return action.on ? m.desk_did_premoderation_on() : m.desk_did_premoderation_off();
    case 'moderation.add':
      return m.desk_did_add({ text: quoted(action.text) });
    case 'moderation.remove':
      return m.desk_did_remove({ text });
    case 'moderation.keep':
      return action.kept ? m.desk_did_keep({ text }) : m.desk_did_unkeep({ text });
    case 'moderation.block':
      return m.desk_did_block({ text });
    case 'moderation.unblock':
      return m.desk_did_unblock({ text });
    case 'settings.screen':
      return m.settings_did({ name: screeningNames(action) });
    case 'settings.words':
      return m.settings_did({ name: m.settings_words() });
    case 'settings.set':
      return m.settings_did({ name: optionNames(action) });
    case 'settings.closedMessage':
      return m.settings_did({ name: m.settings_closed_message() });
    case 'settings.incident':
      return incidentText(action.stopped);
    default:
      return action.type;
  }
}

/** An action that was refused, as one wanted it: `Approve “…”`. */
export function wantedText(action: Action, question: DeskQuestion | undefined): string {
  const text = quoted(question?.text ?? '');
  switch (action.type) {
    case 'moderation.approve':
      return m.desk_wanted({ act: m.desk_approve(), text });
    case 'moderation.edit':
      return m.desk_wanted({ act: m.desk_edit(), text });
    case 'moderation.dismiss':
      return m.desk_wanted({ act: m.desk_dismiss(), text });
    case 'moderation.restore':
      return m.desk_wanted({
        act: action.to === 'pending' ? m.desk_to_pending() : m.desk_to_approved(),
        text,
      });
    case 'moderation.stage':
      return m.desk_wanted({ act: m.desk_stage(), text });
    case 'moderation.answered':
      return m.desk_wanted({ act: m.desk_answered(), text });
    case 'moderation.archive':
      return m.desk_wanted({ act: m.desk_archive(), text });
    case 'moderation.archiveAll':
    case 'moderation.unarchiveAll':
      return m.desk_archive_all();
    case 'moderation.answer':
      return m.desk_wanted({ act: m.desk_answer(), text });
    case 'moderation.note':
      return m.desk_wanted({ act: m.desk_note_act(), text });
    case 'moderation.label':
      return m.desk_wanted({ act: m.desk_label(), text });
    case 'moderation.assign':
      return m.desk_wanted({ act: m.desk_assign(), text });
    case 'settings.label':
    case 'settings.removeLabel':
      return m.settings_wanted({ name: m.settings_labels() });
    case 'moderation.merge':
      return m.desk_wanted({ act: m.desk_merge(), text });
    case 'moderation.unmerge':
      return m.desk_wanted({ act: m.desk_unmerge(), text });
    case 'moderation.deck':
      return m.desk_wanted({ act: m.desk_deck(), text });
    case 'moderation.offDeck':
      return m.desk_wanted({ act: m.desk_off_deck(), text });
    case 'moderation.pin':
      return m.desk_wanted({ act: m.desk_pin(), text });
    case 'moderation.unpin':
      return m.desk_wanted({ act: m.desk_unpin(), text });
    case 'moderation.message':
      return m.desk_wanted({ act: m.desk_message(), text: quoted(action.text) });
    case 'moderation.clearMessage':
      return m.desk_message_clear();
    case 'stage.blank':
      return m.desk_screens();
    case 'settings.qa':
      return m.desk_qa();
    case 'settings.premoderation':
      return m.desk_premoderation();
    case 'moderation.add':
      return m.desk_wanted({ act: m.desk_add(), text: quoted(action.text) });
    case 'moderation.remove':
      return m.desk_wanted({ act: m.desk_remove(), text });
    case 'rehearsal.start':
    case 'rehearsal.wipe':
      return m.rehearsal();
    case 'moderation.keep':
      return m.desk_wanted({ act: action.kept ? m.desk_keep() : m.desk_unkeep(), text });
    case 'moderation.block':
      return m.desk_wanted({ act: m.desk_block(), text });
    case 'moderation.unblock':
      return m.desk_wanted({ act: m.desk_unblock(), text });
    case 'settings.screen':
      return m.settings_wanted({ name: screeningNames(action) });
    case 'settings.words':
      return m.settings_wanted({ name: m.settings_words() });
    case 'settings.set':
      return m.settings_wanted({ name: optionNames(action) });
    case 'settings.closedMessage':
      return m.settings_wanted({ name: m.settings_closed_message() });
    case 'settings.incident':
      return m.settings_wanted({ name: m.incident() });
    default:
      return action.type;
  }
}

const ALREADY: Record<DeskQuestion['state'], (inputs: { count: number }) => string> = {
  pending: m.desk_already_pending,
  approved: m.desk_already_approved,
  live: m.desk_already_live,
  answered: m.desk_already_answered,
  dismissed: m.desk_already_dismissed,
  merged: m.desk_already_merged,
  withdrawn: m.desk_already_withdrawn,
  archived: m.desk_already_archived,
};

/** What became of questions before an act reached them, a sentence a state: `2 were already dismissed.` */
export function alreadyTexts(questions: readonly Pick<DeskQuestion, 'state'>[]): string[] {
  const counts = new Map<DeskQuestion['state'], number>();
  for (const { state } of questions) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => ALREADY[state]({ count }));
}
