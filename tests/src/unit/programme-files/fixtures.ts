/** Small files in the shapes in which others publish theirs. */

export const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Example//Calendar//EN',
  'BEGIN:VTIMEZONE',
  'TZID:House time',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0200',
  'END:STANDARD',
  'END:VTIMEZONE',
  'BEGIN:VEVENT',
  'UID:3@example.org',
  'DTSTAMP:20260101T000000Z',
  'DTSTART;TZID=America/New_York:20260512T050000',
  'DTEND;TZID=America/New_York:20260512T063000',
  'SUMMARY:Round table',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:1@example.org',
  'DTSTAMP:20260101T000000Z',
  'DTSTART;TZID=House time:20260512T090000',
  'DURATION:PT20M',
  'SUMMARY:Opening\\; welcome\\, all',
  'DESCRIPTION:Line one\\nLine two\\, fol',
  ' ded',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:2@example.org',
  'DTSTAMP:20260101T000000Z',
  'DTSTART:20260512T072000Z',
  'DTEND:20260512T073500Z',
  'SUMMARY:Coffee break',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:4@example.org',
  'DTSTAMP:20260101T000000Z',
  'DTSTART:20260512T123000',
  'DTEND:20260512T130000',
  'STATUS:CANCELLED',
  'SUMMARY:Cancelled talk',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:5@example.org',
  'DTSTAMP:20260101T000000Z',
  'DTSTART;VALUE=DATE:20260512',
  'SUMMARY:All day',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

const ABSTRACT = 'Water. '.repeat(100);

/** As pretalx writes `schedule.json`. */
export const pretalxJson = JSON.stringify({
  $schema: 'https://c3voc.de/schedule/schema.json',
  generator: { name: 'pretalx', version: '2025.1.0' },
  schedule: {
    url: 'https://example.org/forum/schedule/',
    version: '1.0',
    base_url: 'https://example.org',
    conference: {
      acronym: 'forum',
      title: 'Forum',
      start: '2026-05-12',
      end: '2026-05-12',
      daysCount: 1,
      timeslot_duration: '00:05',
      time_zone_name: 'Europe/Vienna',
      colors: { primary: '#3aa57c' },
      rooms: [{ name: 'Main hall', guid: null, description: null, capacity: 200 }],
      tracks: [{ name: 'Water & land', color: '#00aaff' }],
      days: [
        {
          index: 1,
          date: '2026-05-12',
          day_start: '2026-05-12T04:00:00+02:00',
          day_end: '2026-05-13T03:59:00+02:00',
          rooms: {
            'Main hall': [
              {
                id: 12,
                guid: '5b5ec2f0-0000-4000-8000-000000000012',
                date: '2026-05-12T11:00:00+02:00',
                start: '11:00',
                duration: '00:30',
                room: 'Main hall',
                title: 'Rivers',
                subtitle: 'And their people',
                track: null,
                type: 'Talk',
                language: 'en',
                abstract: '',
                description: null,
                do_not_record: false,
                persons: [
                  { id: 1, code: 'ABC', public_name: 'Omar Said', biography: null, answers: [] },
                ],
                links: [],
                attachments: [],
                answers: [],
              },
              {
                id: 11,
                guid: '5b5ec2f0-0000-4000-8000-000000000011',
                date: '2026-05-12T10:00:00+02:00',
                start: '10:00',
                duration: '00:45',
                room: 'Main hall',
                title: 'Keynote on water',
                subtitle: '',
                track: 'Water & land',
                type: 'Keynote',
                language: 'en',
                abstract: ABSTRACT,
                description: '',
                do_not_record: false,
                persons: [
                  { id: 2, code: 'DEF', public_name: 'Ana Lopez', biography: '', answers: [] },
                  { id: 3, code: 'GHI', public_name: 'Li Wei', biography: '', answers: [] },
                ],
                links: [],
                attachments: [],
                answers: [],
              },
            ],
            Annex: [
              {
                id: 13,
                date: '2026-05-12T10:00:00+02:00',
                start: '10:00',
                duration: '01:30',
                room: 'Annex',
                title: 'Workshop',
                subtitle: '',
                track: null,
                type: 'Workshop',
                language: 'en',
                abstract: '',
                description: '',
                persons: [],
              },
            ],
          },
        },
      ],
    },
  },
});

/** As pretalx and frab write `schedule.xml`; one event has no date of its own, as with Pentabarf. */
export const pretalxXml = `<?xml version='1.0' encoding='utf-8' ?>
<schedule>
  <generator name="pretalx" version="2025.1.0" />
  <version>1.0</version>
  <conference>
    <title>Forum</title>
    <acronym>forum</acronym>
    <start>2026-05-12</start>
    <end>2026-05-12</end>
    <days>1</days>
    <timeslot_duration>00:05</timeslot_duration>
    <time_zone_name>Europe/Vienna</time_zone_name>
  </conference>
  <day index='1' date='2026-05-12' start='2026-05-12T04:00:00+02:00' end='2026-05-13T03:59:00+02:00'>
    <room name='Main hall' guid='aa'>
      <event guid='11' id='11' code='K'>
        <room>Main hall</room>
        <title>Keynote on water</title>
        <subtitle></subtitle>
        <type>Keynote</type>
        <date>2026-05-12T10:00:00+02:00</date>
        <start>10:00</start>
        <duration>00:45</duration>
        <abstract>${ABSTRACT}</abstract>
        <slug>forum-11</slug>
        <track>Water &amp; land</track>
        <persons><person id='2' code='DEF'>Ana Lopez</person><person id='3'>Li Wei</person></persons>
        <language>en</language>
        <description></description>
        <recording><license></license><optout>false</optout></recording>
        <links></links>
        <attachments></attachments>
      </event>
      <event guid='12' id='12'>
        <room>Main hall</room>
        <title>Rivers</title>
        <subtitle>And their people</subtitle>
        <type>Talk</type>
        <start>11:00</start>
        <duration>00:30</duration>
        <persons><person id='1'>Omar Said</person></persons>
      </event>
    </room>
    <room name='Annex'>
      <event id='13'>
        <title>Workshop</title>
        <date>2026-05-12T10:00:00+02:00</date>
        <duration>01:30</duration>
      </event>
    </room>
  </day>
</schedule>`;

const HOUR = 3_600_000;
const MINUTE = 60_000;

const event = (id: string, title: string, timeStart: number, duration: number, more = {}) => ({
  type: 'event',
  id,
  flag: false,
  cue: id,
  title,
  note: '',
  endAction: 'none',
  timerType: 'count-down',
  countToEnd: false,
  linkStart: true,
  timeStrategy: 'lock-duration',
  timeStart,
  timeEnd: timeStart + duration,
  duration,
  skip: false,
  colour: '',
  timeWarning: 120_000,
  timeDanger: 60_000,
  custom: {},
  triggers: [],
  parent: null,
  revision: 0,
  delay: 0,
  dayOffset: 0,
  gap: 0,
  ...more,
});

const rundown = (id: string, title: string, order: string[], entries: { id: string }[]) => ({
  ...{ id, title, order, flatOrder: order, revision: 1 },
  entries: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
});

/** As Ontime 4 saves a project. */
export const ontime = JSON.stringify({
  rundowns: {
    default: rundown(
      'default',
      'Day one',
      ['m1', 'g1', 'd1', 'e3', 'e4'],
      [
        {
          id: 'm1',
          type: 'milestone',
          cue: 'M',
          title: 'Doors',
          note: '',
          colour: '',
          custom: {},
        } as { id: string },
        {
          ...{ id: 'g1', type: 'group', title: 'Morning', note: '', entries: ['e1', 'e2'] },
          ...{ targetDuration: null, colour: '#339E4E', custom: {}, revision: 0, duration: 0 },
        } as { id: string },
        event('e1', 'Welcome', 10 * HOUR, 10 * MINUTE, {
          ...{ cue: '1.1', note: 'House lights', colour: '#3E75E8', parent: 'g1' },
          custom: { Song: 'Sekret' },
        }),
        event('e2', 'Film', 10 * HOUR + 10 * MINUTE, 5 * MINUTE, {
          ...{ endAction: 'play-next', timerType: 'count-up', parent: 'g1' },
        }),
        { id: 'd1', type: 'delay', duration: 5 * MINUTE, parent: null } as { id: string },
        event('e3', 'Late talk', 10 * HOUR + 15 * MINUTE, 20 * MINUTE),
        event('e4', 'After midnight', 5 * MINUTE, 10 * MINUTE),
      ],
    ),
    two: rundown('two', 'Day two', ['x'], [event('x', 'Second day', 9 * HOUR, 15 * MINUTE)]),
  },
  project: { title: 'Forum', description: '', url: '', info: '', logo: null, custom: [] },
  settings: { version: '4.11.0', serverPort: 4001, timeFormat: '24', language: 'en' },
  customFields: { Song: { label: 'Song', type: 'text', colour: '#339E4E' } },
  urlPresets: [],
});

/** As Ontime 3 saved one. */
export const ontimeThree = JSON.stringify({
  rundown: [
    event('a', 'Before', 9 * HOUR, 5 * MINUTE),
    { type: 'block', id: 'b', title: 'Block' },
    event('c', 'Inside', 9 * HOUR + 5 * MINUTE, 5 * MINUTE),
  ],
  settings: { version: '3.10.0' },
  customFields: {},
});
