import { m } from '#lib/paraglide/messages.js';
import type { FileTrouble } from '#lib/tables/decode.ts';
import type { Separator } from '#lib/tables/table.ts';
import type { Field } from './columns.ts';
import { IMPORT_MAX, type RowTrouble } from './judge.ts';

export const FIELD_NAMES: Record<Field, () => string> = {
  question: m.import_question,
  name: m.import_name,
  affiliation: m.import_affiliation,
  mode: m.import_mode,
};

export const SEPARATOR_NAMES: Record<Separator, () => string> = {
  comma: m.import_comma,
  semicolon: m.import_semicolon,
  tab: m.import_tab,
  none: m.import_no_separator,
};

export const FILE_TROUBLES: Record<FileTrouble, () => string> = {
  too_big: m.import_too_big,
  spreadsheet: m.import_spreadsheet,
  not_utf8: m.import_not_utf8,
};

export function troubleText(trouble: RowTrouble, questionLength: number): string {
  switch (trouble) {
    case 'torn':
      return m.import_torn();
    case 'empty':
      return m.import_empty();
    case 'too_long':
      return m.import_too_long({ max: questionLength });
    case 'name_too_long':
      return m.import_name_too_long();
    case 'affiliation_too_long':
      return m.import_affiliation_too_long();
    case 'unknown_mode':
      return m.import_unknown_mode();
    case 'over_number':
      return m.import_over_number({ max: IMPORT_MAX });
    case 'event_full':
      return m.import_event_full();
  }
}
