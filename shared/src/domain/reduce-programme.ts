import type { z } from 'zod';
import { auxActionSchemas, reduceAux } from './aux-timers.ts';
import { reduceDue, type Due } from './due.ts';
import { editActionSchemas, reduceEdit } from './edit-programme.ts';
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
  const before = state.running?.cue;
  const trouble = apply(state, action, turn);
  if (trouble) return trouble;
  turn.changes.running = true;
  if (!started && state.running) openAtStart(state, turn);
  if (state.running?.cue !== before) followCue(state, turn);
  return undefined;
}

function apply(
  state: State,
  action: ProgrammeAction | Due,
  { at, changes }: Pick<Turn, 'at' | 'changes'>,
): Reason | undefined {
  switch (action.type) {
    case 'programme.set':
    case 'programme.insert':
    case 'programme.edit':
    case 'programme.remove':
    case 'programme.move':
    case 'programme.plan':
      return noted(reduceEdit(state, action), changes);
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

function noted(trouble: Reason | undefined, changes: Turn['changes']): Reason | undefined {
  if (!trouble) changes.programme = true;
  return trouble;
}
