import type { Code } from '@rostrum/shared/domain/ids';
import { mayRetry } from '@rostrum/shared/domain/retry';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { Problem } from '@rostrum/shared/protocol/http';
import type { OwnPart } from '@rostrum/shared/protocol/page';
import type { Sample } from './clock.ts';
import { comeBackOf, scattered } from './come-back.ts';
import { oneTabAtATime } from './one-tab.ts';

/** Milliseconds after which a try has failed: a network that swallows everything answers nothing. */
const GIVE_UP_MS = 5_000;

interface SessionOptions {
  code: Code;
  surface: Surface;
  /** The browser has its session; `clock` is what the exchange tells of the server's. */
  onReady: (mine: OwnPart['mine'], clock: Sample) => void;
  /** It could not be had just now; another try follows. */
  onWait: () => void;
  /** There will be no other try, and why. */
  onEnd: (reason: Reason) => void;
}

/** Asks for what is this browser's own at an event, and with it for its session, until both are there. */
export class SessionRequest {
  readonly #options: SessionOptions;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isUnderWay = false;
  #isOver = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    void this.#ask();
  }

  /** Somebody looks at the page again, or the network is back: no waiting for the next try. */
  wake(): void {
    if (!this.#isUnderWay && !this.#isOver) void this.#ask();
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isUnderWay = true;
    const { code, onReady, onWait, onEnd } = this.#options;
    const answer = await oneTabAtATime(() => ask(code));
    this.#isUnderWay = false;
    if (this.#isOver) return;
    if ('mine' in answer) {
      this.close();
      return onReady(answer.mine, answer.clock);
    }
    if (!mayRetry(answer.reason)) {
      this.close();
      return onEnd(answer.reason);
    }
    onWait();
    this.#timer = setTimeout(() => void this.#ask(), this.#waitMs());
  }

  /** As the socket's waits, each twice as long as the one before. */
  #waitMs(): number {
    const { reconnectionDelay, reconnectionDelayMax } = comeBackOf(this.#options.surface);
    const ms = Math.min(reconnectionDelay * 2 ** this.#tries, reconnectionDelayMax);
    this.#tries += 1;
    return scattered(ms, Math.random());
  }
}

type Answer = { mine: OwnPart['mine']; clock: Sample } | { reason: Reason };

async function ask(code: Code): Promise<Answer> {
  const askedAt = Date.now();
  try {
    const response = await fetch(`/api/events/${code}/mine`, {
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
    const answer = (await response.json()) as OwnPart | Problem;
    if ('error' in answer) return { reason: answer.error };
    return { mine: answer.mine, clock: { askedAt, answeredAt: Date.now(), serverAt: answer.now } };
  } catch {
    return { reason: 'unavailable' };
  }
}
