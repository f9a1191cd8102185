import { newId } from '../new-id.ts';
import { keptInTab } from './storage.ts';

/** Milliseconds that other tabs get to say that they are open. */
const ANSWER_MS = 250;
const WHO = 'who?';

/**
 * This tab among the open tabs of its browser. Its id outlives a reload. For browsers only.
 */
export class Tabs {
  readonly #kept = keptInTab('rostrum tab');
  readonly #heard = new Set<string>();
  /** Without it (Safari before 15.4) no other tab is ever heard. */
  readonly #channel =
    'BroadcastChannel' in globalThis ? new BroadcastChannel('rostrum tabs') : null;
  #id: string;

  constructor() {
    this.#id = this.#kept.load() ?? this.#takeNewId();
    this.#channel?.addEventListener('message', ({ data }) => {
      if (data === WHO) this.#channel?.postMessage(this.#id);
      else if (typeof data === 'string') this.#heard.add(data);
    });
    void this.#beOne();
  }

  get id(): string {
    return this.#id;
  }

  /** The ids of the others that are open now. */
  async others(): Promise<ReadonlySet<string>> {
    this.#heard.clear();
    this.#channel?.postMessage(WHO);
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
    return new Set(this.#heard);
  }

  /** A tab that was duplicated has the id of the one it came from. */
  async #beOne(): Promise<void> {
    if ((await this.others()).has(this.#id)) this.#id = this.#takeNewId();
  }

  #takeNewId(): string {
    const id = newId();
    this.#kept.save(id);
    return id;
  }
}
