import type { CueId } from '@rostrum/shared/domain/ids';
import type { Cue, Speaker } from '@rostrum/shared/domain/cue';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { CreateEvent } from '@rostrum/shared/protocol/http';
import { newId } from '../identity/secrets.ts';

const MINUTE_MS = 60_000;

type Row = [minutes: number, kind: Cue['kind'], title: string, speakers: Speaker[], notes?: string];

const EXECUTIVE_DIRECTOR: Speaker = {
  name: 'Executive Director',
  delegation: 'UNODC',
  mode: 'room',
};

/** Ninety minutes with the kinds of speakers the first event announced, by role and delegation. */
const ROWS: readonly Row[] = [
  [
    5,
    'opening',
    'Opening',
    [{ name: 'Chair' }],
    'Interpretation in six languages: check channels 1 to 6',
  ],
  [10, 'keynote', 'Twenty years of the Protocol', [EXECUTIVE_DIRECTOR]],
  [
    24,
    'statement',
    'Ministerial statements',
    [
      { name: 'African States' },
      { name: 'Asia-Pacific States' },
      { name: 'Eastern European States' },
      { name: 'Latin American and Caribbean States' },
      { name: 'Western European and other States' },
    ],
    'Five statements, under five minutes each; microphones by order of the list',
  ],
  [
    15,
    'panel',
    'Panel: a fresh look at the challenges',
    [
      { name: 'Director General', delegation: 'IOM', mode: 'room' },
      { name: 'Independent expert', mode: 'remote' },
      { name: 'Non-governmental organization', mode: 'room' },
    ],
    'Independent expert joins remotely on channel 2',
  ],
  [
    25,
    'dialogue',
    'Interactive dialogue: questions to the panel',
    [{ name: 'Chair' }, { name: 'The panel' }],
  ],
  [6, 'video', 'Message from survivors', [], 'Subtitled; lights down'],
  [5, 'closing', 'Closing remarks', [EXECUTIVE_DIRECTOR]],
];

const CLOSING = ROWS.length - 1;

/** The demo event, beginning at `startAt`. */
export function demoEvent(startAt: number): CreateEvent {
  return {
    title: '20 years of the United Nations Trafficking in Persons Protocol',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    programme: demoProgramme(startAt),
  };
}

function demoProgramme(startAt: number): Programme {
  let at = startAt;
  const cues = ROWS.map(([minutes, kind, title, speakers, notes], index): Cue => {
    const plannedAt = at;
    at += minutes * MINUTE_MS;
    return {
      id: newId<CueId>(),
      title,
      kind,
      speakers,
      durationMs: minutes * MINUTE_MS,
      ...(index === CLOSING ? { hardStartAt: plannedAt } : {}),
      ...(notes ? { notes } : {}),
    };
  });
  return { startAt, cues, hardEndAt: at };
}
