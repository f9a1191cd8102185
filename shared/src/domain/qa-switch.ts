import type { CueKind } from './cue.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

/** The kinds of cues in which people ask. */
const QA_KINDS: readonly (CueKind | undefined)[] = ['qa', 'dialogue'];

/** Whether people ask in a cue of this kind. */
export function takesQuestions(kind: CueKind | undefined): boolean {
  return QA_KINDS.includes(kind);
}

/** Whether a cue was on air, or is. */
export function hasStarted({ running, ran }: Pick<State, 'running' | 'ran'>): boolean {
  return running !== undefined || ran.size > 0;
}

/**
 * Opens or closes the Q&A for the cue on air, where the two are bound to one
 * another. To be called when a cue comes on air or leaves it: until then it stays
 * as a moderator's hand left it. O(cues).
 */
export function followCue(state: State, turn: Pick<Turn, 'changes'>): void {
  if (!state.settings.qaByCue) return;
  if (!hasStarted(state)) return turnTo(state, state.settings.askAhead, turn);
  const cue = state.programme.cues.find(({ id }) => id === state.running?.cue);
  turnTo(state, takesQuestions(cue?.kind), turn);
}

/** Opens or closes the Q&A before the programme has started. */
export function followAskAhead(state: State, turn: Pick<Turn, 'changes'>): void {
  if (!hasStarted(state)) turnTo(state, state.settings.askAhead, turn);
}

/** The programme starts: who could not ask ahead may ask from now on. */
export function openAtStart(state: State, turn: Pick<Turn, 'changes'>): void {
  if (!state.settings.askAhead) turnTo(state, true, turn);
}

function turnTo(state: State, open: boolean, turn: Pick<Turn, 'changes'>): void {
  if (state.settings.qaOpen === open) return;
  state.settings.qaOpen = open;
  turn.changes.settings = true;
}
