import { plannedStarts } from '@rostrum/shared/domain/clock';
import type { Programme } from '@rostrum/shared/domain/programme';
import type ICAL from 'ical.js';
import { epochOf } from '#lib/time.ts';
import { publicSpeaker, speakerLine, type About } from './about.ts';
import type { Into, Read } from './read.ts';
import { speakersOf, speakersText } from './speakers.ts';
import { readTimed, type Timed } from './timed.ts';
import { kindOf } from './words.ts';

const LINE_OCTETS = 75;

/** A calendar with a VEVENT a cue that is not skipped: what everyone may see of it (RFC 5545). */
export function icalText(programme: Programme, { title, code, now }: About): string {
  const starts = plannedStarts(programme);
  const events = programme.cues.flatMap((cue, at) => {
    const startAt = starts[at];
    if (cue.skip || startAt === undefined) return [];
    const speakers = cue.speakers.map(publicSpeaker);
    const says = [...speakers.map(speakerLine), ...(cue.publicNote ? [cue.publicNote] : [])];
    return [
      'BEGIN:VEVENT',
      `UID:${cue.id}@${code.toLowerCase()}.rostrum`,
      `DTSTAMP:${utc(now)}`,
      `DTSTART:${utc(startAt)}`,
      `DTEND:${utc(startAt + cue.durationMs)}`,
      `SUMMARY:${escaped(cue.title)}`,
      ...(says.length > 0 ? [`DESCRIPTION:${escaped(says.join('\n'))}`] : []),
      `CATEGORIES:${cue.kind}`,
      ...(cue.number ? [`X-ROSTRUM-NUMBER;VALUE=TEXT:${escaped(cue.number)}`] : []),
      ...(speakers.length > 0
        ? [`X-ROSTRUM-SPEAKERS;VALUE=TEXT:${escaped(speakersText(speakers))}`]
        : []),
      ...(cue.group ? [`X-ROSTRUM-GROUP;VALUE=TEXT:${escaped(cue.group)}`] : []),
      ...(cue.publicNote ? [`X-ROSTRUM-NOTE;VALUE=TEXT:${escaped(cue.publicNote)}`] : []),
      'END:VEVENT',
    ];
  });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Rostrum//Programme//EN',
    `X-WR-CALNAME:${escaped(title)}`,
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
}

/** Lines of 75 octets at most; no letter is cut in two. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let octets = 0;
  let text = '';
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > LINE_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += letter;
    octets += size;
  }
  return text;
}

/**
 * The events of a calendar in the order of their starts. One that recurs is read once, one
 * of a whole day has no time. Undefined when it is no calendar; what reads it is loaded first.
 */
export async function readIcal(text: string, into: Into): Promise<Read | undefined> {
  const { default: ical } = await import('ical.js');
  const calendar = calendarIn(text, ical);
  if (!calendar) return undefined;
  const events = calendar
    .getAllSubcomponents('vevent')
    .map((event, at) => timedOf(event, at + 1, into.timeZone));
  const sorted = events.toSorted((a, b) => (a.startAt ?? Infinity) - (b.startAt ?? Infinity));
  return readTimed(sorted, into);
}

function calendarIn(text: string, ical: typeof ICAL): ICAL.Component | undefined {
  try {
    const parsed = ical.parse(text) as [string, unknown[], unknown[]];
    const calendar = new ical.Component(parsed);
    return calendar.name === 'vcalendar' ? calendar : undefined;
  } catch {
    return undefined;
  }
}

function timedOf(event: ICAL.Component, line: number, timeZone: string): Timed {
  const text = (name: string) => {
    const value = event.getFirstPropertyValue(name);
    return value === null ? '' : String(value);
  };
  const startAt = momentOf(event, 'dtstart', timeZone);
  const categories = event.getAllProperties('categories').flatMap((each) => each.getValues());
  const speakers = speakersOf(text('x-rostrum-speakers')) ?? [];
  const title = text('summary');
  const kind = categories.map((each) => kindOf(String(each))).find((each) => each !== undefined);
  const end = momentOf(event, 'dtend', timeZone);
  return {
    line,
    title,
    startAt,
    durationMs: end !== undefined && startAt !== undefined ? end - startAt : spanOf(event),
    raw: {
      id: text('uid').split('@')[0],
      kind: kind ?? kindOf(title) ?? (speakers.length > 0 ? 'statement' : 'other'),
      speakers,
      ...(text('x-rostrum-number') ? { number: text('x-rostrum-number') } : {}),
      ...(text('x-rostrum-group') ? { group: text('x-rostrum-group') } : {}),
      ...(text('status').toUpperCase() === 'CANCELLED' ? { skip: true } : {}),
    },
    publicNote: text('x-rostrum-note') || (text('x-rostrum-speakers') ? '' : text('description')),
  };
}

function spanOf(event: ICAL.Component): number | undefined {
  const duration = event.getFirstPropertyValue('duration');
  if (duration === null || typeof duration !== 'object' || !('toSeconds' in duration)) {
    return undefined;
  }
  return duration.toSeconds() * 1_000;
}

/** In its own zone where that has a name that is known, by the calendar's own rules else; without one in the event's. */
function momentOf(event: ICAL.Component, name: string, timeZone: string): number | undefined {
  const property = event.getFirstProperty(name);
  const value = property?.getFirstValue();
  if (!property || value === null || typeof value !== 'object' || !('isDate' in value)) {
    return undefined;
  }
  const time = value as ICAL.Time;
  if (time.isDate) return undefined;
  const zone = property.getParameter('tzid');
  if (time.zone.tzid === 'UTC') return time.toUnixTime() * 1_000;
  const local = time.toString().replace('Z', '');
  if (typeof zone !== 'string') return epochOf(local, timeZone);
  try {
    return epochOf(local, zone);
  } catch {
    return time.toUnixTime() * 1_000;
  }
}
