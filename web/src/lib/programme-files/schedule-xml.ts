import type { Programme } from '@rostrum/shared/domain/programme';
import type { About } from './about.ts';
import { readSchedule, scheduleOf, scheduleSchema } from './schedule.ts';
import type { Into, Read } from './read.ts';

/** As frab and pretalx write `schedule.xml`. */
export function scheduleXml(programme: Programme, about: About): string {
  const { version, conference } = scheduleOf(programme, about);
  const { days, rooms: _, daysCount, ...facts } = conference;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<schedule>',
    '<generator name="rostrum"/>',
    tag('version', version),
    '<conference>',
    ...Object.entries({ ...facts, days: daysCount }).map(([name, value]) => tag(name, value)),
    '</conference>',
    ...days.flatMap(({ index, date, day_start, day_end, rooms }) => [
      `<day${attributes({ index, date, start: day_start, end: day_end })}>`,
      ...Object.entries(rooms).flatMap(([name, events]) => [
        `<room${attributes({ name })}>`,
        ...events.flatMap(
          ({
            id,
            guid,
            persons,
            do_not_record,
            recording_license,
            links: _l,
            attachments: _a,
            ...fields
          }) => [
            `<event${attributes({ id, guid })}>`,
            ...Object.entries(fields).map(([field, value]) => tag(field, value)),
            `<recording>${tag('license', recording_license)}${tag('optout', String(do_not_record))}</recording>`,
            '<persons>',
            ...persons.map(
              (person) =>
                `<person${attributes({ id: person.id, guid: person.guid })}>${escaped(person.public_name)}</person>`,
            ),
            '</persons>',
            '<links/>',
            '<attachments/>',
            '</event>',
          ],
        ),
        '</room>',
      ]),
      '</day>',
    ]),
    '</schedule>',
  ];
  return `${lines.join('\n')}\n`;
}

function tag(name: string, value: string | number | null): string {
  return `<${name}>${escaped(String(value ?? ''))}</${name}>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}

/** What reads XML: the browser's own, which fetches nothing and knows no entities of a file. */
export type ParseXml = (text: string) => Document;

export function browserXml(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/xml');
}

/** Undefined when it is no schedule. */
export function readScheduleXml(
  text: string,
  into: Into,
  parse: ParseXml,
  part?: string,
): Read | undefined {
  let root: Element | null;
  try {
    root = parse(text).documentElement;
  } catch {
    return undefined;
  }
  if (root?.tagName !== 'schedule') return undefined;
  const conference = childrenOf(root, 'conference')[0];
  const schedule = scheduleSchema.safeParse({
    conference: {
      ...(conference ? { time_zone_name: textOf(conference, 'time_zone_name') } : {}),
      days: childrenOf(root, 'day').map((day) => ({
        date: day.getAttribute('date') ?? undefined,
        rooms: roomsOf(day),
      })),
    },
  });
  return schedule.success ? readSchedule(schedule.data, into, part) : undefined;
}

function roomsOf(day: Element): Record<string, unknown[]> {
  const rooms: Record<string, unknown[]> = {};
  for (const room of childrenOf(day, 'room')) {
    const events = (rooms[room.getAttribute('name') ?? ''] ??= []);
    events.push(...childrenOf(room, 'event').map(eventOf));
  }
  return rooms;
}

const TEXTS = [
  'date',
  'start',
  'duration',
  'title',
  'subtitle',
  'track',
  'type',
  'language',
  'abstract',
  'description',
];

function eventOf(event: Element): Record<string, unknown> {
  const texts = TEXTS.map((name) => [name, textOf(event, name)] as const);
  return {
    ...Object.fromEntries(texts),
    title: textOf(event, 'title') ?? '',
    persons: childrenOf(event, 'persons').flatMap((persons) =>
      childrenOf(persons, 'person').map((person) => ({ public_name: person.textContent })),
    ),
  };
}

function childrenOf(element: Element, name: string): Element[] {
  return Array.from(element.childNodes).filter(
    (node): node is Element => node.nodeType === 1 && (node as Element).tagName === name,
  );
}

function textOf(element: Element, name: string): string | undefined {
  return childrenOf(element, name)[0]?.textContent ?? undefined;
}
