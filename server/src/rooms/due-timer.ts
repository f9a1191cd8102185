import { createHash } from 'node:crypto';
import type { LoggedAction } from '@rostrum/shared/domain/actions';
import { dueOf } from '@rostrum/shared/domain/due';
import { actionIdSchema, type EventId } from '@rostrum/shared/domain/ids';
import type { Outcome } from '@rostrum/shared/domain/reasons';
import type { State } from '@rostrum/shared/domain/state';

/** The longest `setTimeout` waits, in milliseconds; what is further off is looked at again by then. */
const LONGEST_MS = 2 ** 31 - 1;
/** Milliseconds until what could not be asked for is asked for again. */
const RETRY_MS = 1_000;

interface DueTimerOptions {
  event: EventId;
  state: () => State;
  /** The log's clock. */
  now: () => number;
  submit: (logged: LoggedAction) => Promise<Outcome>;
}

/**
 * Asks for what the programme does by itself, once its time has come. Every node
 * with the event open does so under the same id, so that it happens once.
 */
export class DueTimer {
  readonly #options: DueTimerOptions;
  #timer: NodeJS.Timeout | undefined;
  /** What was answered already: once is enough, whatever the answer. */
  #asked = '';

  constructor(options: DueTimerOptions) {
    this.#options = options;
  }

  /** To be called whenever the state may have changed. O(cues). */
  arm(): void {
    clearTimeout(this.#timer);
    const { event, state, now } = this.#options;
    const due = dueOf(state());
    if (!due) return;
    const id = createHash('sha256').update(`${event} ${due.from} ${due.at}`).digest('hex');
    if (id === this.#asked) return;
    const waitMs = Math.min(LONGEST_MS, Math.max(0, due.at - now()));
    this.#timer = setTimeout(() => void this.#ask(id, due), waitMs);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #ask(id: string, { at, from }: NonNullable<ReturnType<typeof dueOf>>): Promise<void> {
    // Timers may fire a little early, and the longest wait may not have been enough.
    if (this.#options.now() < at) return this.arm();
    const outcome = await this.#options.submit({
      id: actionIdSchema.parse(id.slice(0, 32)),
      action: { type: 'programme.due', ...(from === undefined ? {} : { from }) },
    });
    if (outcome.ok || !['busy', 'unavailable'].includes(outcome.reason)) {
      this.#asked = id;
      return;
    }
    this.#timer = setTimeout(() => this.arm(), RETRY_MS);
    this.#timer.unref();
  }
}
