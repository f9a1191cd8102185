import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { LogError, type Position, type StoredEntry } from './log.ts';
import { keysOf } from './redis-keys.ts';
import type { Ask, RedisStore } from './redis-store.ts';
import { Tails } from './tails.ts';

/** Entries put back at a time. */
const PAGE = 256;
/** Tries at putting back what is missing, while other nodes do the same. */
const TRIES = 3;
/** Codes that a line names at most. */
const NAMED = 10;
/** Events looked at at a time. */
const AT_ONCE = 100;

interface GuardOptions {
  /** What a person calls this Redis. */
  name: string;
  /** The id of the epoch this node is in. */
  epoch: () => string;
  ask: Ask;
  store: RedisStore;
  notify: (message: string) => void;
}

/** What is known of an event's log. */
interface Seen extends Required<Position> {
  /** What is less than it was; undefined when nothing is. */
  readonly trouble: string | undefined;
  /** The stream ends where its head says. */
  readonly agrees: boolean;
}

/**
 * Sees to it that an event which is less than it was is noticed, is given back
 * what this node still has of it, and is otherwise held: no node opens it or
 * appends to it until it is whole, or somebody accepts it as it is.
 */
export class RedisGuard {
  readonly tails = new Tails();
  readonly #options: GuardOptions;
  /** Those that have a code: what has none is made just now. */
  readonly #codes = new Map<EventId, Code>();
  readonly #held = new Map<EventId, string>();

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  /** What is held, a sentence an event. */
  get held(): string[] {
    return [...this.#held].map(([event, trouble]) => `${this.#nameOf(event)} is held: ${trouble}`);
  }

  note(code: Code, event: EventId): void {
    this.#codes.set(event, code);
  }

  /** @throws LogError `lost` when the event is less than it was. */
  async check(event: EventId): Promise<void> {
    const { trouble } = await this.#see(event);
    if (trouble !== undefined) throw this.#hold(event, trouble);
    this.#release(event);
  }

  /** Looks at all of them, and tells on one line of those that are less than they were. */
  async checkAll(events: readonly EventId[]): Promise<void> {
    const found: EventId[] = [];
    for (let from = 0; from < events.length; from += AT_ONCE) {
      const some = events.slice(from, from + AT_ONCE);
      const seen = await Promise.all(some.map((event) => this.#see(event)));
      for (const [index, { trouble }] of seen.entries()) {
        const event = some[index] as EventId;
        if (trouble === undefined) this.#release(event);
        else if (!this.#held.has(event)) found.push(event);
        if (trouble !== undefined) this.#held.set(event, trouble);
      }
    }
    if (found.length > 0) this.#tell(found);
  }

  /** Looks again at those that are held. */
  async checkHeld(): Promise<void> {
    if (this.#held.size > 0) await this.checkAll([...this.#held.keys()]);
  }

  /**
   * Gives a log that has lost entries those back which this node has, or holds
   * the event. Undefined when it is whole again.
   */
  async mend(event: EventId, known: Position): Promise<LogError | undefined> {
    const { ask } = this.#options;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const seen = await this.#see(event, known);
      if (seen.trouble === undefined) {
        this.#release(event);
        return undefined;
      }
      const missing = seen.agrees ? this.tails.after(event, seen) : [];
      if (missing.length === 0) break;
      await this.#putBack(event, seen, missing);
    }
    const { seq, mark = '' } = known;
    const { epoch } = this.#options;
    await ask((redis) => redis.rostrumHold(keysOf(event).head, seq, mark, epoch()));
    const { trouble = 'it is not what it was' } = await this.#see(event, known);
    return this.#hold(event, trouble);
  }

  /** Another epoch has begun: what is there now is all there is. */
  forget(): void {
    this.tails.clear();
    this.#held.clear();
  }

  async #putBack(
    event: EventId,
    { seq, mark }: Required<Position>,
    missing: readonly StoredEntry[],
  ): Promise<void> {
    const { store, notify, name } = this.#options;
    let place: Position = { seq, mark };
    for (let from = 0; from < missing.length; from += PAGE) {
      const page = missing.slice(from, from + PAGE);
      // Another node has come first.
      if (!(await store.putBehind(event, place, page))) return;
      place = page.at(-1) as StoredEntry;
    }
    const what = `${name} had lost entries of ${this.#nameOf(event)}`;
    notify(`${what}: this node had them still, and put back ${seq + 1} to ${place.seq}`);
  }

  /** `place` is one more that the event should have. */
  async #see(event: EventId, place?: Position): Promise<Seen> {
    const { ask, store, epoch } = this.#options;
    const { log, head, snapshot } = keysOf(event);
    const places = [this.tails.last(event), place].flatMap((each) =>
      each ? [each.seq, each.mark ?? ''] : [],
    );
    const [seqText, mark, isWhole, known, missing] = await ask((redis) =>
      redis.rostrumInspect(log, head, snapshot, epoch(), ...places),
    );
    const seq = Number(seqText);
    const agrees = isWhole === 1;
    let had = Number(known);
    // A damaged snapshot says nothing.
    if (missing !== known && (await store.snapshot(event))) had = Number(missing);
    return { seq, mark, agrees, trouble: this.#troubleOf(event, { seq, agrees, had }) };
  }

  #troubleOf(
    event: EventId,
    { seq, agrees, had }: { seq: number; agrees: boolean; had: number },
  ): string | undefined {
    if (!agrees) return 'its entries are not those it says it has';
    if (had > seq) return `it had ${had} entries and has ${seq}`;
    if (had > 0) return `entry ${had} is another than it was`;
    // The code is taken when the first entry is there.
    return seq === 0 && this.#codes.has(event) ? 'none of its entries is there' : undefined;
  }

  #hold(event: EventId, trouble: string): LogError {
    const isNew = !this.#held.has(event);
    this.#held.set(event, trouble);
    if (isNew) this.#tell([event]);
    return new LogError('lost', `${this.#nameOf(event)} is held: ${trouble}`);
  }

  #release(event: EventId): void {
    if (!this.#held.delete(event)) return;
    this.#options.notify(`${this.#nameOf(event)} is whole again`);
  }

  #tell(events: readonly EventId[]): void {
    const { name, notify } = this.#options;
    const shown = events.slice(0, NAMED).map((event) => {
      return `${this.#nameOf(event)} (${this.#held.get(event)})`;
    });
    const more = events.length > NAMED ? ` and ${events.length - NAMED} more` : '';
    notify(
      `${name} has less than it confirmed of ${shown.join(', ')}${more}: held, so that nothing is added to it. ` +
        'Bring back the data of Redis; if this is what you restored, run `npm run accept-restore`',
    );
  }

  #nameOf(event: EventId): string {
    return `event ${this.#codes.get(event) ?? event}`;
  }
}
