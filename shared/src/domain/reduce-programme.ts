import type { z } from 'zod';
import { auxActionSchemas, reduceAux } from './aux-timers.ts';
import type { Changes } from './changes.ts';
import { reduceDue, type Due } from './due.ts';
import { editActionSchemas, reduceEdit } from './edit-programme.ts';
import { programmeChanges } from './programme-view.ts';
import { followCue, hasStarted, openAtStart } from './qa-switch.ts';
import type { Reason } from './reasons.ts';
import { reduceRun, runActionSchemas } from './run-programme.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

export const programmeActionSchemas = [
  ...editActionSchemas,
  ...runActionSchemas,
  ...auxActionSchemas,
] as const;

type ProgrammeAction = z.infer<(typeof programmeActionSchemas)[number]>;

/** O(cues). */
export function reduceProgramme(
  state: State,
  action: ProgrammeAction | Due,
  turn: Pick<Turn, 'at' | 'changes'>,
): Reason | undefined {
  const started = hasStarted(state);
  const before = { programme: state.programme, running: state.running };
  const trouble = apply(state, action, turn.at);
  if (trouble) return trouble;
  noteChanges(state, before, turn.changes);
  if (!started && state.running) openAtStart(state, turn);
  if (state.running?.cue !== before.running?.cue) followCue(state, turn);
  return undefined;
}

/** @param before the programme and what was on air; both are replaced, never changed in place. */
function noteChanges(
  state: State,
  before: Pick<State, 'programme' | 'running'>,
  to: Changes,
): void {
  const isEdit = state.programme !== before.programme;
  to.running ||= !isEdit || state.running !== before.running;
  if (!isEdit) return;
  const { outline, cues, notes } = programmeChanges(before.programme, state.programme);
  to.outline ||= outline;
  for (const cue of cues) to.cues.add(cue);
  for (const cue of notes) to.notes.add(cue);
}

function apply(state: State, action: ProgrammeAction | Due, at: number): Reason | undefined {
  switch (action.type) {
    case 'programme.set':
    case 'programme.insert':
    case 'programme.edit':
    case 'programme.remove':
    case 'programme.move':
    case 'programme.plan':
    case 'programme.column':
    case 'programme.removeColumn':
      return reduceEdit(state, action);
    case 'programme.start':
    case 'programme.pause':
    case 'programme.resume':
    case 'programme.next':
    case 'programme.previous':
    case 'programme.adjust':
    case 'programme.load':
    case 'programme.go':
    case 'programme.stop':
    case 'programme.speak':
    case 'programme.roll':
      return reduceRun(state, action, at);
    case 'programme.auxSet':
    case 'programme.auxStart':
    case 'programme.auxStop':
    case 'programme.auxClear':
      return reduceAux(state, action, at);
    case 'programme.due':
      return reduceDue(state, action, at);
  }
}
