import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId } from '@rostrum/shared/domain/ids';
import { MESSAGE_MAX_BYTES } from '@rostrum/shared/domain/limits';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { mayRetry } from '@rostrum/shared/domain/retry';
import type { ActAnswer } from '@rostrum/shared/protocol/up';

/** One action on its way, and what became of it. */
export interface Item {
  readonly id: ActionId;
  readonly action: Action;
  /** `sending` until the server's word: nothing is lost and nothing is certain. */
  readonly state: 'sending' | 'saved' | 'refused';
  /** Of a saved one: from this seq on the mirror has its effect. */
  readonly seq?: number | undefined;
  readonly reason?: Reason | undefined;
}

/**
 * Actions on their way at a time: an act on hundreds of questions goes out as the
 * server takes it in. When it is too fast they wait, and even then they are fewer
 * than those past which the server ends the connection.
 */
export const AT_ONCE = 32;
/** Milliseconds before an action is sent again that the server was too busy to judge. */
const RETRY_MS = 1_500;

/** Where items outlive their page. */
export interface ItemStore {
  /** Those that can be read. */
  load(): readonly Item[];
  save(items: readonly Item[]): void;
}

export interface OutboxOptions {
  /** Sends one action; rejects when the answer is not known. */
  send: (id: ActionId, action: Action) => Promise<ActAnswer>;
  /** Hears of every change. */
  onChange: (items: readonly Item[]) => void;
  /** Where unsent actions survive a closed tab. */
  store?: ItemStore;
}

/**
 * Keeps every action until the server's word on it, and sends it again, under the
 * same id, for as long as there is none. Actions on the same subject go one after
 * the other, so that a vote and its taking back never overtake each other.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #busy = new Set<string>();
  #items: readonly Item[] = [];
  #open = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const kept = options.store?.load() ?? [];
    if (kept.length > 0) this.#set(kept);
  }

  add(id: ActionId, action: Action): void {
    if (isTooLarge(action)) {
      // Sent, it would end the connection, and be sent again by the next one.
      this.#set([...this.#items, { id, action, state: 'refused', reason: 'too_large' }]);
      return;
    }
    this.#set([...this.#items, { id, action, state: 'sending' }]);
    this.#pump();
  }

  /** The connection is there, or is not. While it is not, everything waits. */
  setOpen(open: boolean): void {
    this.#open = open;
    this.#pump();
  }

  /** Lets go of actions that are settled. */
  drop(which: (item: Item) => boolean): void {
    const kept = this.#items.filter((item) => item.state === 'sending' || !which(item));
    if (kept.length < this.#items.length) this.#set(kept);
  }

  /** Sends what can be sent now, in the order in which it came. */
  #pump(): void {
    for (const item of this.#items) {
      if (!this.#open || this.#busy.size >= AT_ONCE) return;
      if (item.state === 'sending' && !this.#busy.has(subjectOf(item))) void this.#sendOne(item);
    }
  }

  async #sendOne(item: Item): Promise<void> {
    const subject = subjectOf(item);
    this.#busy.add(subject);
    const answer = await this.#options.send(item.id, item.action).catch(() => undefined);
    if (answer && !answer.ok && mayRetry(answer.reason)) await wait(RETRY_MS);
    else if (answer) this.#settle(item.id, answer);
    this.#busy.delete(subject);
    this.#pump();
  }

  #settle(id: ActionId, answer: ActAnswer): void {
    const settled = answer.ok
      ? ({ state: 'saved', seq: answer.seq } as const)
      : ({ state: 'refused', reason: answer.reason } as const);
    this.#set(this.#items.map((item) => (item.id === id ? { ...item, ...settled } : item)));
  }

  #set(items: readonly Item[]): void {
    this.#items = items;
    this.#options.store?.save(items);
    this.#options.onChange(items);
  }
}

/** Room for what is around the action in its message. */
const ENVELOPE_BYTES = 256;

function isTooLarge(action: Action): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(action)).length;
  return bytes > MESSAGE_MAX_BYTES - ENVELOPE_BYTES;
}

/** What actions are about: those about the same thing keep their order. */
function subjectOf({ id, action }: Item): string {
  // A question has the id of the action that adds it: what follows waits for that.
  if (action.type === 'moderation.add') return id;
  return 'question' in action ? action.question : action.type.slice(0, action.type.indexOf('.'));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
