import { CUES_MAX } from '@rostrum/shared/domain/limits';
import { m } from '#lib/paraglide/messages.js';
import type { Field } from '#lib/programme-files/fields.ts';
import type { Format } from '#lib/programme-files/formats.ts';
import type { Combined } from '#lib/programme-files/into-programme.ts';
import type { Opened } from '#lib/programme-files/open.ts';
import type { Trouble } from '#lib/programme-files/read.ts';

export const FIELD_NAMES: Readonly<Record<Field, () => string>> = {
  number: m.files_number,
  title: m.files_title_field,
  kind: m.files_kind,
  start: m.files_start,
  hardStart: m.files_hard_start,
  duration: m.files_duration,
  speakers: m.files_speakers,
  group: m.files_group,
  publicNote: m.files_public_note,
  notes: m.files_notes,
  skip: m.files_skip,
  linked: m.files_linked,
  endAction: m.files_end_action,
  timer: m.files_timer,
  warning: m.files_warning,
  danger: m.files_danger,
  colour: m.files_colour,
  id: m.files_id,
  end: m.files_end,
  delegation: m.files_delegation,
};

export const FORMAT_NAMES: Readonly<Record<Format, () => string>> = {
  xlsx: m.files_xlsx,
  csv: m.files_csv,
  json: m.files_json,
  ics: m.files_ics,
  'schedule-json': m.files_schedule_json,
  'schedule-xml': m.files_schedule_xml,
};

type FileTrouble = Extract<Opened, { type: 'trouble' }>['trouble'];

export const FILE_TROUBLES: Readonly<Record<FileTrouble, () => string>> = {
  too_big: m.files_too_big,
  spreadsheet: m.files_old_spreadsheet,
  not_utf8: m.files_not_utf8,
  unknown: m.files_unknown,
  not_loaded: m.files_not_loaded,
};

export const REFUSALS: Readonly<
  Record<Extract<Combined, { refused: string }>['refused'], () => string>
> = {
  running: m.files_refused_running,
  too_many_cues: () => m.files_refused_cues({ max: CUES_MAX }),
  too_many_columns: m.files_refused_columns,
  nothing: m.files_refused_nothing,
};

const WHYS: Readonly<Record<Trouble['why'], () => string>> = {
  torn: m.files_torn,
  missing: m.files_missing,
  unreadable: m.files_unreadable,
  too_long: m.files_too_long,
  too_many: m.files_too_many,
  no_time: m.files_no_time,
  over_number: () => m.files_refused_cues({ max: CUES_MAX }),
};

export function troubleText({ why, field }: Trouble): string {
  const text = WHYS[why]();
  if (field === undefined) return text;
  const name = field === 'custom' ? m.files_custom() : FIELD_NAMES[field]();
  return m.files_of_field({ field: name, why: text });
}
