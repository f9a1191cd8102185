import { decode, type FileTrouble } from '#lib/tables/decode.ts';
import type { Row } from '#lib/tables/table.ts';
import { readIcal } from './ical.ts';
import { readJson } from './json.ts';
import { readOntime } from './ontime.ts';
import type { Into, Read } from './read.ts';
import { readSchedule, scheduleSchema } from './schedule.ts';
import { browserXml, readScheduleXml, type ParseXml } from './schedule-xml.ts';
import { TooBigError } from './unzip.ts';
import { rowsOfXlsx } from './xlsx.ts';

/** Reads one part of what was opened: a room or a rundown. */
type ReadPart = (into: Into, part?: string) => Read;

export type Opened =
  /** A workbook: its columns are still to be mapped. */
  | { readonly type: 'rows'; readonly rows: readonly Row[] }
  /** A text that may be a table. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'read'; readonly read: ReadPart }
  | { readonly type: 'trouble'; readonly trouble: FileTrouble | 'unknown' | 'not_loaded' };

/** A ZIP, as .xlsx is. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Bytes: a workbook with pictures is none that one imports. */
const FILE_MAX_BYTES = 4 * 1024 * 1024;

/** Tells by what it begins with what a file is, whatever its name. */
export async function open(
  bytes: Uint8Array<ArrayBuffer>,
  into: Into,
  parseXml: ParseXml = browserXml,
): Promise<Opened> {
  if (bytes.length > FILE_MAX_BYTES) return { type: 'trouble', trouble: 'too_big' };
  if (ZIP.every((byte, at) => bytes[at] === byte)) {
    try {
      return { type: 'rows', rows: await rowsOfXlsx(bytes) };
    } catch (error) {
      return { type: 'trouble', trouble: error instanceof TooBigError ? 'too_big' : 'unknown' };
    }
  }
  const decoded = decode(bytes);
  if ('trouble' in decoded) return { type: 'trouble', trouble: decoded.trouble };
  return openText(decoded.text, into, parseXml);
}

/** The same for a text, as one pastes it. */
export async function openText(
  text: string,
  into: Into,
  parseXml: ParseXml = browserXml,
): Promise<Opened> {
  const start = text.trimStart();
  if (start.startsWith('{')) return fromParts(jsonReader(start, into));
  if (start.startsWith('<')) {
    const read: Partial<ReadPart> | undefined = readScheduleXml(start, into, parseXml)
      ? (again: Into, part?: string) => readScheduleXml(start, again, parseXml, part) as Read
      : undefined;
    return fromParts(read as ReadPart | undefined);
  }
  if (/^BEGIN:VCALENDAR/i.test(start)) {
    const read = await readIcal(start, into);
    return fromParts(read && (() => read));
  }
  return { type: 'text', text };
}

function fromParts(read: ReadPart | undefined): Opened {
  return read ? { type: 'read', read } : { type: 'trouble', trouble: 'unknown' };
}

function jsonReader(text: string, into: Into): ReadPart | undefined {
  const value = parsed(text);
  const schedule = scheduleIn(value);
  if (schedule) return (again, part) => readSchedule(schedule, again, part);
  for (const reader of [readJson, readOntime] as const) {
    const first = reader(value, into);
    if (first) return (again, part) => reader(value, again, part) ?? first;
  }
  return undefined;
}

function scheduleIn(value: unknown) {
  const inside =
    typeof value === 'object' && value !== null && 'schedule' in value ? value.schedule : undefined;
  return scheduleSchema.safeParse(inside).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
