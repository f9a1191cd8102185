import { plannedStarts } from '@rostrum/shared/domain/clock';
import type { Programme } from '@rostrum/shared/domain/programme';
import { z } from 'zod';
import { epochOf, localText } from '#lib/time.ts';
import { publicSpeaker, speakerLine, type About } from './about.ts';
import type { Into, Read } from './read.ts';
import { readTimed, type Timed } from './timed.ts';
import { stableGuid } from './stable-guid.ts';
import { kindOf } from './words.ts';

const MINUTE_MS = 60_000;

/** The address that names the format: schedules of c3voc, as pretalx and frab write them. */
export const SCHEDULE_SCHEMA = 'https://c3voc.de/schedule/schema.json';

const optional = z.string().nullish();
const eventSchema = z.object({
  guid: optional,
  date: optional,
  start: optional,
  duration: optional,
  title: z.string(),
  subtitle: optional,
  track: optional,
  type: optional,
  language: optional,
  abstract: optional,
  description: optional,
  persons: z.array(z.object({ public_name: optional, name: optional })).nullish(),
});
const daySchema = z.object({
  date: optional,
  rooms: z.record(z.string(), z.array(eventSchema)),
});
export const scheduleSchema = z.object({
  conference: z.object({
    title: optional,
    time_zone_name: optional,
    days: z.array(daySchema),
  }),
});
type Schedule = z.infer<typeof scheduleSchema>;
type Event = z.infer<typeof eventSchema>;

/** The programme as that schedule has it: what everyone may see, in one room, to the minute. */
export function scheduleOf(programme: Programme, about: About) {
  const { title, code, timeZone, now } = about;
  const starts = plannedStarts(programme);
  const events = programme.cues.flatMap((cue, at) => {
    const startAt = starts[at];
    if (cue.skip || startAt === undefined) return [];
    const [{ language } = { language: undefined }] = cue.speakers;
    return {
      id: at + 1,
      guid: stableGuid(`${code} ${cue.id}`),
      date: isoWithOffset(startAt, timeZone),
      start: localText(startAt, timeZone).slice(11, 16),
      duration: hoursAndMinutes(cue.durationMs),
      room: title,
      slug: `${code.toLowerCase()}-${at + 1}`,
      url: '',
      title: cue.title,
      subtitle: '',
      track: cue.group ?? null,
      type: cue.kind,
      language: language ?? '',
      abstract: cue.publicNote ?? '',
      description: '',
      recording_license: '',
      do_not_record: false,
      persons: cue.speakers.map(publicSpeaker).map((speaker, place) => ({
        id: (at + 1) * 100 + place,
        guid: stableGuid(`${code} ${cue.id} ${place}`),
        public_name: speakerLine(speaker),
      })),
      links: [],
      attachments: [],
    };
  });
  const dates = [...new Set(events.map(({ date }) => date.slice(0, 10)))];
  const first = localText(programme.startAt, timeZone).slice(0, 10);
  return {
    version: new Date(now).toISOString().slice(0, 16),
    base_url: '',
    conference: {
      acronym: code.toLowerCase(),
      title,
      start: dates[0] ?? first,
      end: dates.at(-1) ?? first,
      daysCount: dates.length,
      timeslot_duration: '00:05',
      time_zone_name: timeZone,
      rooms: [{ name: title, guid: stableGuid(code) }],
      days: dates.map((date, at) => ({
        index: at + 1,
        date,
        day_start: isoWithOffset(epochOf(`${date}T00:00`, timeZone) ?? 0, timeZone),
        day_end: isoWithOffset(epochOf(`${date}T23:59`, timeZone) ?? 0, timeZone),
        rooms: { [title]: events.filter((event) => event.date.startsWith(date)) },
      })),
    },
  };
}

export function scheduleJson(programme: Programme, about: About): string {
  const file = {
    $schema: SCHEDULE_SCHEMA,
    generator: { name: 'rostrum' },
    schedule: scheduleOf(programme, about),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function isoWithOffset(at: number, timeZone: string): string {
  const local = localText(at, timeZone).slice(0, 19);
  const minutes = Math.round((Date.parse(`${local}Z`) - at) / MINUTE_MS);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The format knows no seconds; nothing takes no time. */
function hoursAndMinutes(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What is in one room of a schedule, in the order of its starts: the first room unless another is named. */
export function readSchedule(schedule: Schedule, into: Into, part?: string): Read {
  const { days, time_zone_name: ownZone } = schedule.conference;
  const timeZone = ownZone && isZone(ownZone) ? ownZone : into.timeZone;
  const rooms = [...new Set(days.flatMap((day) => Object.keys(day.rooms)))];
  const room = part !== undefined && rooms.includes(part) ? part : rooms[0];
  const items = days
    .flatMap((day) =>
      (day.rooms[room ?? ''] ?? []).map((event) => ({ event, date: day.date ?? undefined })),
    )
    .map(({ event, date }, at) => timedOf(event, date, at + 1, timeZone))
    .toSorted((a, b) => (a.startAt ?? Infinity) - (b.startAt ?? Infinity));
  return readTimed(items, into, rooms.length > 1 ? { parts: rooms } : {});
}

function timedOf(event: Event, date: string | undefined, line: number, timeZone: string): Timed {
  const speakers = (event.persons ?? []).flatMap((person) => {
    const name = person.public_name || person.name;
    return name ? [{ name }] : [];
  });
  const dated = event.date ? Date.parse(event.date) : NaN;
  const local = date && event.start ? epochOf(`${date}T${event.start}`, timeZone) : undefined;
  const title = [event.title, event.subtitle].filter((part) => part).join(': ');
  const note = [event.abstract, event.description].filter((part) => part).join(' ');
  return {
    line,
    title,
    startAt: Number.isNaN(dated) ? local : dated,
    durationMs: durationIn(event.duration ?? ''),
    raw: {
      kind:
        kindOf(event.type ?? '') ?? kindOf(title) ?? (speakers.length > 0 ? 'statement' : 'other'),
      speakers,
      ...(event.track ? { group: event.track } : {}),
    },
    publicNote: note,
  };
}

/** `01:30` are hours and minutes, `1:00:00:00` has days. */
function durationIn(written: string): number | undefined {
  if (!/^\d+(:\d{2}){1,3}$/.test(written)) return undefined;
  const parts = written.split(':').map(Number);
  const [days, hours, minutes] = parts.length === 4 ? parts : [0, parts[0] ?? 0, parts[1] ?? 0];
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * MINUTE_MS;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
