import {
  COLUMN_TEXT_MAX,
  COLUMNS_MAX,
  CUE_NUMBER_MAX,
  NAME_MAX,
} from '@rostrum/shared/domain/limits';
import { cleanText } from '@rostrum/shared/domain/text';
import { z } from 'zod';
import { nearestColour } from './nearest-colour.ts';
import { cutTo, Gathering, type Column, type Into, type Read } from './read.ts';
import { readTimed, type Timed } from './timed.ts';
import { timeOnDay } from './times.ts';
import { kindOf } from './words.ts';

/** Of an entry of any type; which fields it has depends on its type and on Ontime's version. */
const entrySchema = z.object({
  type: z.string(),
  id: z.string().optional(),
  cue: z.string().optional(),
  title: z.string().optional(),
  note: z.string().optional(),
  endAction: z.string().optional(),
  timerType: z.string().optional(),
  timeStart: z.number().nullish(),
  duration: z.number().nullish(),
  skip: z.boolean().optional(),
  colour: z.string().optional(),
  timeWarning: z.number().optional(),
  timeDanger: z.number().optional(),
  custom: z.record(z.string(), z.string()).optional(),
  parent: z.string().nullish(),
  /** Of a group: what is in it. */
  entries: z.array(z.string()).optional(),
});
type Entry = z.infer<typeof entrySchema>;

const rundownSchema = z.object({
  title: z.string().optional(),
  order: z.array(z.string()),
  entries: z.record(z.string(), entrySchema),
});
const customFieldsSchema = z.record(z.string(), z.object({ label: z.string() })).optional();

/** Ontime 4, and its third version, which had one flat list. */
const projectSchema = z.union([
  z.object({ rundowns: z.record(z.string(), rundownSchema), customFields: customFieldsSchema }),
  z.object({ rundown: z.array(entrySchema), customFields: customFieldsSchema }),
]);

const END_ACTIONS: Readonly<Record<string, string>> = {
  stop: 'stop',
  'load-next': 'load',
  'play-next': 'start',
};
const TIMERS: Readonly<Record<string, string>> = { 'count-up': 'up', clock: 'clock', none: 'none' };

/** One rundown of an Ontime project file, the first unless another is named. Undefined when it is none. */
export function readOntime(value: unknown, into: Into, part?: string): Read | undefined {
  const project = projectSchema.safeParse(value).data;
  if (!project) return undefined;
  const { customFields = {} } = project;
  const rundowns = 'rundowns' in project ? Object.entries(project.rundowns) : [];
  const names = rundowns.map(([id, { title }]) => title || id);
  const chosen = Math.max(0, part === undefined ? 0 : names.indexOf(part));
  const entries =
    'rundowns' in project
      ? flat(rundowns[chosen]?.[1])
      : project.rundown.map((entry) => ({ entry }));
  const gathering = new Gathering(into);
  const columns = new Map<string, Column>(
    Object.entries(customFields)
      .slice(0, COLUMNS_MAX)
      .map(([key, { label }]) => [
        key,
        gathering.column(cutTo(cleanText(label) || key, NAME_MAX).text),
      ]),
  );
  return readTimed(timedOf(entries, columns, into), into, {
    columns: [...columns.values()],
    ...(names.length > 1 ? { parts: names } : {}),
  });
}

interface Placed {
  readonly entry: Entry;
  readonly group?: string | undefined;
}

/** In the order in which they run, each with the title of its group. */
function flat(rundown: z.infer<typeof rundownSchema> | undefined): Placed[] {
  if (!rundown) return [];
  const { order, entries } = rundown;
  return order.flatMap((id): Placed[] => {
    const entry = entries[id];
    if (!entry) return [];
    if (entry.type !== 'group' && entry.type !== 'block') return [{ entry }];
    const inside = (entry.entries ?? []).flatMap((each) => entries[each] ?? []);
    return inside.map((each) => ({ entry: each, group: entry.title }));
  });
}

/** Its times count from midnight; one that is before the one before it is on the next day. */
function timedOf(
  placed: readonly Placed[],
  columns: ReadonlyMap<string, Column>,
  into: Into,
): Timed[] {
  let days = 0;
  let last = -1;
  let delayMs = 0;
  // The third version had blocks among its events: each holds for those after it.
  let block: string | undefined;
  return placed.flatMap(({ entry, group }, at): Timed[] => {
    if (entry.type === 'block') block = entry.title;
    if (entry.type === 'delay') delayMs += entry.duration ?? 0;
    if (entry.type !== 'event' && entry.type !== 'milestone') return [];
    const { timeStart, duration } = entry;
    const hasTime = entry.type === 'event' && typeof timeStart === 'number';
    if (hasTime) {
      if (timeStart < last) days += 1;
      last = timeStart;
    }
    return [
      {
        line: at + 1,
        title: entry.title || entry.cue || '',
        startAt: hasTime
          ? timeOnDay(timeStart, into, days) + (entry.skip ? 0 : delayMs)
          : undefined,
        durationMs: duration ?? undefined,
        notes: entry.note ?? '',
        raw: rawOf(entry, group ?? block, columns),
      },
    ];
  });
}

function rawOf(
  entry: Entry,
  group: string | undefined,
  columns: ReadonlyMap<string, Column>,
): Record<string, unknown> {
  const number = cutTo(cleanText(entry.cue ?? ''), CUE_NUMBER_MAX).text;
  const endAction = END_ACTIONS[entry.endAction ?? ''];
  const timer = TIMERS[entry.timerType ?? ''];
  const colour = nearestColour(entry.colour ?? '');
  const custom = Object.entries(entry.custom ?? {}).flatMap(([key, value]) => {
    const column = columns.get(key);
    const { text } = cutTo(cleanText(value), COLUMN_TEXT_MAX);
    return column && text ? [[column.id, text] as const] : [];
  });
  return {
    kind: kindOf(entry.title ?? '') ?? 'other',
    speakers: [],
    ...(number ? { number } : {}),
    ...(group && cleanText(group) ? { group } : {}),
    ...(entry.skip ? { skip: true } : {}),
    ...(endAction ? { endAction } : {}),
    ...(timer ? { timer } : {}),
    ...(colour ? { colour } : {}),
    ...(entry.timeWarning === undefined ? {} : { warningMs: entry.timeWarning }),
    ...(entry.timeDanger === undefined ? {} : { dangerMs: entry.timeDanger }),
    ...(custom.length > 0 ? { custom: Object.fromEntries(custom) } : {}),
  };
}
