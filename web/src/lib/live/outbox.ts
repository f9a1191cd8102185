import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId } from '@rostrum/shared/domain/ids';
import { MESSAGE_MAX_BYTES } from '@rostrum/shared/domain/limits';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { mayRetry } from '@rostrum/shared/domain/retry';
import type { ActAnswer } from '@rostrum/shared/protocol/up';

type Refusal = Extract<ActAnswer, { ok: false }>;

/** One action on its way, and what became of it. */
export interface Item {
  readonly id: ActionId;
  readonly action: Action;
  /** `sending` until the server's word: nothing is lost and nothing is certain. */
  readonly state: 'sending' | 'saved' | 'refused';
  /** Of a saved one: from this seq on the mirror has its effect. */
  readonly seq?: number | undefined;
  readonly reason?: Reason | undefined;
  /** Of one that the server asked to wait: when it is sent again, on this machine's clock. */
  readonly againAt?: number | undefined;
}

/**
 * Actions on their way at a time: an act on hundreds of questions goes out as the
 * server takes it in. When it is too fast they wait, and even then they are fewer
 * than those past which the server ends the connection.
 */
export const AT_ONCE = 32;
/** Milliseconds before an action is sent again that the server was too busy to judge. */
const RETRY_MS = 1_500;

/** Where items outlive their page; other pages of the same browser keep theirs there as well. */
export interface ItemStore {
  /** Those that can be read, in the order in which they were made. */
  load(): readonly Item[];
  /** False where it could not be kept. */
  put(item: Item): boolean;
  remove(id: ActionId): void;
  /** Calls when another page has changed something; the returned function ends it. */
  watch(call: () => void): () => void;
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
  #keeps = true;
  readonly #stopWatching: (() => void) | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const kept = options.store?.load() ?? [];
    if (kept.length > 0) this.#tell(kept);
    this.#stopWatching = options.store?.watch(() => this.#meet());
  }

  /** Whether what waits would outlive this page. */
  get keeps(): boolean {
    return this.#keeps;
  }

  /** Nothing more is heard of other pages. */
  close(): void {
    this.#stopWatching?.();
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
    // A page that was closed since may have left some unsent.
    if (open) this.#meet();
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
    if (answer && !answer.ok && mayRetry(answer.reason)) await this.#wait(item.id, answer);
    else if (answer) this.#settle(item.id, answer);
    this.#busy.delete(subject);
    this.#pump();
  }

  async #wait(id: ActionId, { reason, retryMs }: Refusal): Promise<void> {
    const waitMs = retryMs ?? RETRY_MS;
    if (reason === 'queued') this.#change(id, { againAt: Date.now() + waitMs });
    await wait(waitMs);
    if (reason === 'queued') this.#change(id, { againAt: undefined });
  }

  #settle(id: ActionId, answer: ActAnswer): void {
    if (answer.ok) this.#change(id, { state: 'saved', seq: answer.seq });
    else this.#change(id, { state: 'refused', reason: answer.reason });
  }

  #change(id: ActionId, to: Partial<Item>): void {
    this.#set(this.#items.map((item) => (item.id === id ? { ...item, ...to } : item)));
  }

  /**
   * Takes in what other pages left unsent or were refused, and lets go of refusals that were
   * taken away there. Sent from two pages, an action is one all the same.
   */
  #meet(): void {
    const { store } = this.#options;
    if (!store) return;
    const there = store.load();
    const ids = new Set(there.map(({ id }) => id));
    const known = new Set(this.#items.map(({ id }) => id));
    const others = there.filter(({ id, state }) => !known.has(id) && state !== 'saved');
    const own = this.#items.filter(
      ({ id, state }) => !this.#keeps || state !== 'refused' || ids.has(id),
    );
    if (others.length === 0 && own.length === this.#items.length) return;
    this.#tell([...own, ...others]);
    this.#pump();
  }

  #set(items: readonly Item[]): void {
    const { store } = this.#options;
    const before = new Set(this.#items);
    const after = new Set(items.map(({ id }) => id));
    for (const item of items) {
      if (store && !before.has(item)) this.#keeps = store.put(item);
    }
    for (const { id } of before) if (!after.has(id)) store?.remove(id);
    this.#tell(items);
  }

  #tell(items: readonly Item[]): void {
    this.#items = items;
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
