import { isImpossible, spanText } from '../log/host-clock.ts';
import type { Log } from '../log/log.ts';
import type { Rooms } from './rooms.ts';

/** Milliseconds without any entry, in any event, after which the clock is doubted: role links live as long. */
const LONG_MS = 30 * 24 * 60 * 60 * 1000;

interface LookOptions {
  onWarning: (message: string) => void;
  /** Told of an event that cannot be opened: others go on. */
  onTrouble: (error: unknown) => void;
}

/**
 * Looks, before anything is appended, at whether the log's clock agrees with what
 * is in it, and tells where it does not. An event that is ahead of the clock is
 * opened, which corrects it. O(events).
 *
 * @throws LogError when the log cannot answer.
 */
export async function lookAtClock(
  log: Log,
  rooms: Rooms,
  { onWarning, onTrouble }: LookOptions,
): Promise<void> {
  const now = log.now();
  const stamps = await log.lastStamps();
  const latest = Math.max(0, ...stamps.map(([, at]) => at));
  const date = new Date(now).toISOString();
  if (isImpossible(now))
    onWarning(`the clock says ${date}, which is wrong: set it and start again`);
  else if (latest > 0 && now - latest > LONG_MS) {
    onWarning(
      `the clock says ${date}, ${spanText(now - latest)} after the last entry of any event: is that not so, the clock is ahead; set it and start again before anybody acts`,
    );
  }
  for (const [event] of stamps.filter(([, at]) => at > now)) {
    await rooms.with(event, () => {}).catch(onTrouble);
  }
}
