import { z } from 'zod';
import { noAuxTimers } from './aux-timers.ts';
import { hasStarted } from './qa-switch.ts';
import { isVisible } from './moves.ts';
import type { Reason } from './reasons.ts';
import { emptyTally, type State } from './state.ts';
import type { Turn } from './turn.ts';

export const rehearsalActionSchemas = [
  /** From now on everything is for practice. Only before anything is real, so that nothing real is ever wiped. */
  z.strictObject({ type: z.literal('rehearsal.start') }),
  /** The event begins anew: programme, settings and links stay, all else goes. */
  z.strictObject({ type: z.literal('rehearsal.wipe') }),
] as const;

type RehearsalAction = z.infer<(typeof rehearsalActionSchemas)[number]>;

/** O(questions + participants). */
export function reduceRehearsal(
  state: State,
  action: RehearsalAction,
  turn: Turn,
): Reason | undefined {
  const starts = action.type === 'rehearsal.start';
  if (starts && (state.settings.rehearsal || state.questions.size > 0 || hasStarted(state))) {
    return 'not_empty';
  }
  if (!starts && !state.settings.rehearsal) return 'no_rehearsal';
  if (!starts) wipe(state, turn);
  state.settings.rehearsal = starts;
  turn.changes.settings = true;
  return undefined;
}

function wipe(state: State, { changes }: Turn): void {
  for (const question of state.questions.values()) {
    changes.questions.add(question.id);
    if (isVisible(question)) changes.hidden.add(question.id);
    changes.authors.add(question.author);
  }
  // Their votes go as well, and each of them hears of it as an author does.
  for (const voter of state.voters.keys()) changes.authors.add(voter);
  state.questions.dropFirst(state.questions.size);
  state.voters.dropFirst(state.voters.size);
  state.lastActs.length = 0;
  state.active.length = 0;
  state.countedAt = 0;
  state.tally = emptyTally();
  state.written = 0;
  state.asked.clear();
  state.pending.clear();
  state.upcoming.length = 0;
  state.live = undefined;
  state.stagings = 0;
  state.message = undefined;
  state.running = undefined;
  state.ran.clear();
  state.loaded = undefined;
  state.rolledAt = undefined;
  state.aux = noAuxTimers();
  state.answerTimes = [];
  state.settings.qaOpen = state.settings.askAhead;
  changes.counts = true;
  changes.live = true;
  changes.stage = true;
  changes.message = true;
  changes.running = true;
}
