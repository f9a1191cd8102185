import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** What a display does whose server is killed. Milliseconds. */
export interface AwayAndBack {
  /** The longest its digits stood still while the server was gone. */
  readonly stoodMs: number;
  /** From the kill until it says that what it knows is old. */
  readonly markedMs: number;
  /** From when the server listens again until it says so no more. */
  readonly currentMs: number;
}

interface Stage {
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** Milliseconds the server stays away: long enough that pages wait long between two tries. */
const AWAY_MS = 10_000;
/** Milliseconds from one look at a page to the next. */
const LOOK_MS = 20;
/** Milliseconds after which something that should come does not. */
const NEVER_MS = 60_000;

/** Kills the server under a timer, and brings it back. */
export async function awayAndBack(page: Page, stage: Stage): Promise<AwayAndBack> {
  const badge = page.getByText('Last heard');
  const digits = () => page.getByRole('timer').textContent();
  const is = async (wanted: boolean) => {
    const from = performance.now();
    while ((await badge.isVisible()) !== wanted) {
      if (performance.now() - from > NEVER_MS) return Infinity;
      await sleep(LOOK_MS);
    }
    return performance.now() - from;
  };
  await stage.kill();
  const goneAt = performance.now();
  let stoodMs = 0;
  let changedAt = goneAt;
  let shown = await digits();
  const watching = new AbortController();
  const watch = (async () => {
    while (!watching.signal.aborted) {
      const now = await digits();
      if (now !== shown) {
        shown = now;
        changedAt = performance.now();
      }
      stoodMs = Math.max(stoodMs, performance.now() - changedAt);
      await sleep(LOOK_MS);
    }
  })();
  const markedMs = await is(true);
  await sleep(Math.max(0, AWAY_MS - (performance.now() - goneAt)));
  watching.abort();
  await watch;
  await stage.restart();
  return { stoodMs, markedMs, currentMs: await is(false) };
}
