import type { Programme } from '@rostrum/shared/domain/programme';
import type { About } from './about.ts';
import { csvText } from './csv.ts';
import { icalText } from './ical.ts';
import { jsonText } from './json.ts';
import { scheduleJson } from './schedule.ts';
import { scheduleXml } from './schedule-xml.ts';
import { rowsFrom } from './to-rows.ts';
import { xlsxOf } from './xlsx.ts';

/** What a programme is written as. The first three are our own and lose nothing; the others say what everyone may see. */
export const FORMATS = ['xlsx', 'csv', 'json', 'ics', 'schedule-json', 'schedule-xml'] as const;
export type Format = (typeof FORMATS)[number];

/** The file, for the one who asked for it. */
export async function write(format: Format, programme: Programme, about: About): Promise<Blob> {
  switch (format) {
    case 'xlsx':
      return xlsxOf(rowsFrom(programme, about.timeZone));
    case 'csv':
      return blob(csvText(rowsFrom(programme, about.timeZone)), 'text/csv');
    case 'json':
      return blob(jsonText(programme, about.timeZone), 'application/json');
    case 'ics':
      return blob(icalText(programme, about), 'text/calendar');
    case 'schedule-json':
      return blob(scheduleJson(programme, about), 'application/json');
    case 'schedule-xml':
      return blob(scheduleXml(programme, about), 'text/xml');
  }
}

function blob(text: string, type: string): Blob {
  return new Blob([text], { type: `${type};charset=utf-8` });
}

const ENDINGS: Readonly<Record<Format, string>> = {
  xlsx: 'xlsx',
  csv: 'csv',
  json: 'json',
  ics: 'ics',
  'schedule-json': 'schedule.json',
  'schedule-xml': 'schedule.xml',
};

export function fileName(format: Format, code: string): string {
  return `programme-${code.toLowerCase()}.${ENDINGS[format]}`;
}
