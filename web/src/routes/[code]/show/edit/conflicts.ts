import type { Action } from '@rostrum/shared/domain/actions';
import { edited, type Edit } from '@rostrum/shared/domain/edit-cue';
import type { ActionId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Item } from '#lib/live/outbox.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { cellText, choicesOf, columnOf, type Column } from './cells.ts';
import { choiceName, columnName } from './editor-text.ts';
import { editOf, planOf, type Plan } from './inverse.ts';

type Heading = Extract<Action, { type: 'programme.column' }>;

/** What somebody else changed first: what each wrote, and what puts mine in all the same. */
interface Conflict {
  readonly id: ActionId;
  readonly what: string;
  readonly theirs: string;
  readonly mine: string;
  readonly again: Action;
}

export function conflictOf(
  { id, action, state, reason }: Item,
  programme: Programme,
  timeZone: string,
): Conflict | undefined {
  if (state !== 'refused' || reason !== 'stale_revision') return undefined;
  const about = aboutOf(action, programme, timeZone);
  return about && { id, ...about };
}

function aboutOf(action: Action, programme: Programme, timeZone: string) {
  switch (action.type) {
    case 'programme.edit':
      return inCell(action, programme, timeZone);
    case 'programme.plan':
      return inPlan(action, programme, timeZone);
    case 'programme.column':
      return inHeading(action, programme);
    default:
      return undefined;
  }
}

function inCell(edit: Edit, programme: Programme, timeZone: string) {
  const cue = programme.cues.find((each) => each.id === edit.cue);
  const { set, clear = [] } = edit;
  const column = columnOf(edit);
  if (!cue || !column) return undefined;
  return {
    what: m.editor_conflict({ column: columnName(column, programme), title: cue.title }),
    theirs: shown(column, cellText(cue, column, timeZone)),
    mine: shown(column, cellText(edited(cue, edit), column, timeZone)),
    again: editOf(cue, { set, clear }),
  };
}

function shown(column: Column, text: string): string {
  return choicesOf(column) || text === '' ? choiceName(text) : text;
}

function inPlan({ startAt, hardEndAt }: Plan, programme: Programme, timeZone: string) {
  const format = new Intl.DateTimeFormat(getLocale(), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  const time = (at: number | undefined | null) => (at ? format.format(at) : choiceName(''));
  const isStart = startAt !== undefined;
  return {
    what: m.editor_plan_conflict({
      field: isStart ? m.editor_programme_start() : m.editor_hard_end(),
    }),
    theirs: time(isStart ? programme.startAt : programme.hardEndAt),
    mine: time(isStart ? startAt : hardEndAt),
    again: planOf(programme, isStart ? { startAt } : { hardEndAt }),
  };
}

function inHeading({ column, name }: Heading, programme: Programme) {
  const theirs = programme.columns?.find(({ id }) => id === column)?.name ?? '';
  return {
    what: m.editor_plan_conflict({ field: m.editor_column_name({ name: theirs }) }),
    theirs,
    mine: name,
    again: { type: 'programme.column', column, name, was: theirs } as const,
  };
}
