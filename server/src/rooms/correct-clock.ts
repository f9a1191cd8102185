import { createHash } from 'node:crypto';
import { leapOf } from '@rostrum/shared/domain/correct-clock';
import type { LoggedAction } from '@rostrum/shared/domain/actions';
import { actionIdSchema, type EventId } from '@rostrum/shared/domain/ids';
import type { Outcome } from '@rostrum/shared/domain/reasons';
import type { State } from '@rostrum/shared/domain/state';
import { isImpossible, spanText } from '../log/host-clock.ts';

/** What is needed of a room. */
interface Correctable {
  readonly event: EventId;
  readonly state: State;
  create(logged: Exclude<LoggedAction, { by: unknown }>): Promise<Outcome>;
}

/**
 * Sees to it that the event's time goes by the log's clock, `now`. Where its last
 * entry is far ahead of that, it once was wrong: this is told, and corrected by an
 * action that every node asks for under the same id. A clock that cannot be right
 * corrects nothing: time then stands still at the last entry.
 */
export async function correctClock(
  room: Correctable,
  now: number,
  onWarning: (message: string) => void,
): Promise<void> {
  const { state } = room;
  const byMs = leapOf(state, now);
  if (byMs === 0) return;
  const event = state.info?.code ?? room.event;
  const dates = `its last entry is of ${dateText(state.at)}, and the clock says ${dateText(now)}`;
  const told = `event ${event} is ${spanText(byMs)} ahead of the clock: ${dates}.`;
  if (isImpossible(now)) {
    onWarning(`${told} The clock is wrong: set it and start again; until then time stands still.`);
    return;
  }
  const stamp = state.at + state.aheadMs;
  const id = createHash('sha256').update(`${room.event} clock ${stamp}`).digest('hex');
  const outcome = await room.create({
    id: actionIdSchema.parse(id.slice(0, 32)),
    action: { type: 'clock.correct', stamp, byMs },
  });
  const done = outcome.ok
    ? 'It goes by the clock from now on; what came last counts as just now. Is the clock wrong instead, set it and start again: nothing else is needed.'
    : `That could not be corrected (${outcome.reason}): time stands still until the clock is as far, or the event is opened again.`;
  onWarning(`${told} ${done}`);
}

function dateText(at: number): string {
  return new Date(at).toISOString();
}
