import { plannedStarts } from '@rostrum/shared/domain/clock';
import type { Cue } from '@rostrum/shared/domain/cue';
import type { Programme } from '@rostrum/shared/domain/programme';
import { durationText } from './durations.ts';
import {
  customHeading,
  HARD_END,
  HEADINGS,
  PROGRAMME_START,
  WRITTEN,
  type Field,
} from './fields.ts';
import { speakersText } from './speakers.ts';
import { timeText } from './times.ts';

/** A programme as the rows of a table, the headings first. Nothing is lost. O(cues). */
export function rowsFrom(programme: Programme, timeZone: string): string[][] {
  const { cues, columns = [], startAt, hardEndAt } = programme;
  const time = (at: number | undefined) => (at === undefined ? '' : timeText(at, timeZone));
  const starts = plannedStarts(programme);
  const row = (cells: Partial<Record<Field, string>>, custom: Cue['custom'] = {}) => [
    ...WRITTEN.map((field) => cells[field] ?? ''),
    ...columns.map(({ id }) => custom[id] ?? ''),
  ];
  return [
    [
      ...WRITTEN.map((field): string => HEADINGS[field]),
      ...columns.map(({ name }) => customHeading(name)),
    ],
    ...(cues.length === 0
      ? [row({ title: 'Start', kind: PROGRAMME_START, start: time(startAt) })]
      : []),
    ...cues.map((cue, at) =>
      // The first row's start is the programme's, whatever the cue's hard start.
      row({ ...cellsOf(cue, time), start: time(at === 0 ? startAt : starts[at]) }, cue.custom),
    ),
    ...(hardEndAt === undefined
      ? []
      : [row({ title: 'Hard end', kind: HARD_END, start: time(hardEndAt) })]),
  ];
}

function cellsOf(
  cue: Cue,
  time: (at: number | undefined) => string,
): Partial<Record<Field, string>> {
  const duration = (ms: number | undefined) => (ms === undefined ? '' : durationText(ms));
  return {
    number: cue.number ?? '',
    title: cue.title,
    kind: cue.kind,
    hardStart: time(cue.hardStartAt),
    duration: durationText(cue.durationMs),
    speakers: speakersText(cue.speakers),
    group: cue.group ?? '',
    publicNote: cue.publicNote ?? '',
    notes: cue.notes ?? '',
    skip: cue.skip ? 'yes' : '',
    linked: cue.linked ? 'yes' : '',
    endAction: cue.endAction ?? '',
    timer: cue.timer ?? '',
    warning: duration(cue.warningMs),
    danger: duration(cue.dangerMs),
    colour: cue.colour ?? '',
    id: cue.id,
  };
}
