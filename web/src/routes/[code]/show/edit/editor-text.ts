import { cueKindSchema } from '@rostrum/shared/domain/cue';
import type { Programme } from '@rostrum/shared/domain/programme';
import { m } from '#lib/paraglide/messages.js';
import { kindText } from '#lib/texts.ts';
import { overText } from '../show-text.ts';
import { isOwn, ownId, type BuiltIn, type Column, type Trouble } from './cells.ts';

const COLUMN_NAMES: Readonly<Record<BuiltIn, () => string>> = {
  number: m.editor_number,
  title: m.editor_cue_title,
  kind: m.editor_kind,
  speakers: m.editor_speakers,
  start: m.editor_start,
  duration: m.editor_duration,
  publicNote: m.editor_public_note,
  notes: m.editor_notes,
  colour: m.editor_colour,
  skip: m.editor_skip,
  linked: m.editor_linked,
  endAction: m.editor_end_action,
  group: m.editor_group,
};

const TROUBLES: Readonly<Record<Trouble, () => string>> = {
  required: m.editor_required,
  too_long: m.editor_too_long,
  time: m.editor_bad_time,
  duration: m.editor_bad_duration,
  choice: m.editor_bad_choice,
  speakers: m.editor_bad_speakers,
};

const CHOICES: Readonly<Record<string, () => string>> = {
  yes: m.editor_yes,
  stop: m.editor_end_stop,
  load: m.editor_end_load,
  start: m.editor_end_start,
  blue: m.colour_blue,
  green: m.colour_green,
  amber: m.colour_amber,
  red: m.colour_red,
  violet: m.colour_violet,
  teal: m.colour_teal,
  pink: m.colour_pink,
  grey: m.colour_grey,
};

/** Of one of the crew's own the name that the programme has for it. */
export function columnName(column: Column, { columns = [] }: Pick<Programme, 'columns'>): string {
  if (!isOwn(column)) return COLUMN_NAMES[column]();
  return columns.find(({ id }) => id === ownId(column))?.name ?? '';
}

/** What is wrong with a text, and what to do. */
export function troubleText(trouble: Trouble): string {
  return TROUBLES[trouble]();
}

/** What a choice is called; none is a dash. */
export function choiceName(choice: string): string {
  const kind = cueKindSchema.safeParse(choice);
  if (kind.success) return kindText(kind.data);
  return CHOICES[choice]?.() ?? '–';
}

/** What a change moves; undefined for nothing. */
export function movesText(ms: number): string | undefined {
  return ms === 0 ? undefined : m.editor_moves({ by: overText(ms) });
}

/** A gap before a cue or an overlap with the one before. */
export function gapText(ms: number): string | undefined {
  if (ms === 0) return undefined;
  const by = overText(Math.abs(ms)).replace('+', '');
  return ms > 0 ? m.editor_gap({ by }) : m.editor_overlap({ by });
}
