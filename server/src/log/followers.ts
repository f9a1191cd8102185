import type { EventId } from '@rostrum/shared/domain/ids';
import {
  LogError,
  type Follower,
  type Listener,
  type Log,
  type Position,
  type StoredEntry,
} from './log.ts';
import { firstMark, markAfter } from './mark.ts';

/** Entries read at a time while a follower catches up. */
const PAGE = 256;

/** One follower, and what it was given last. */
interface Place {
  seq: number;
  mark: string | undefined;
  readonly listener: Listener;
}

/**
 * Those who follow, by event. Each takes an entry only when it is the next one
 * and its mark follows, so that entries read and entries told may come in any
 * order, twice, or late.
 */
export class Followers {
  readonly #read: Log['read'];
  readonly #places = new Map<EventId, Set<Place>>();

  constructor(read: Log['read']) {
    this.#read = read;
  }

  get events(): Iterable<EventId> {
    return this.#places.keys();
  }

  /** Resolves once everything there was at the call is delivered. */
  async add(event: EventId, { seq, mark }: Position, listener: Listener): Promise<Follower> {
    const first = seq === 0 ? firstMark(event) : undefined;
    const place: Place = { seq, mark: mark ?? first, listener };
    const places = this.#places.get(event) ?? new Set();
    this.#places.set(event, places.add(place));
    try {
      await this.#catchUp(event, place);
    } catch (error) {
      this.#remove(event, place);
      throw error;
    }
    return { close: () => this.#remove(event, place) };
  }

  /** Tells of an entry that has just become durable. True when a follower has missed some before it. */
  deliver(event: EventId, entry: StoredEntry): boolean {
    let isBehind = false;
    for (const place of this.#places.get(event) ?? []) {
      try {
        if (take(event, place, entry) === 'gap') isBehind = true;
      } catch (error) {
        this.#break(event, place, error);
      }
    }
    return isBehind;
  }

  /** Reads what followers have missed. @throws LogError when the log cannot answer. */
  async fill(event: EventId): Promise<void> {
    for (const place of this.#places.get(event) ?? []) {
      await this.#catchUp(event, place).catch((error: unknown) => {
        if (error instanceof LogError && isTransient(error)) throw error;
        this.#break(event, place, error);
      });
    }
  }

  /** How far the furthest follower of this event is. */
  position(event: EventId): Position | undefined {
    let furthest: Place | undefined;
    for (const place of this.#places.get(event) ?? []) {
      if (place.seq > (furthest?.seq ?? -1)) furthest = place;
    }
    return furthest && { seq: furthest.seq, ...(furthest.mark ? { mark: furthest.mark } : {}) };
  }

  /** Ends all that follow this event: the log no longer holds what they were given. */
  breakAll(event: EventId, error: LogError): void {
    for (const place of this.#places.get(event) ?? []) this.#break(event, place, error);
  }

  /** Until a page is empty: whatever was told meanwhile, it was ahead of this one and passed by. */
  async #catchUp(event: EventId, place: Place): Promise<void> {
    for (;;) {
      const page = await this.#read(event, place.seq + 1, PAGE);
      if (page.length === 0) return;
      for (const entry of page) {
        if (take(event, place, entry) !== 'gap') continue;
        throw new LogError(
          'corrupt',
          `the log of event ${event}: entry ${place.seq + 1} is missing`,
        );
      }
    }
  }

  #break(event: EventId, place: Place, error: unknown): void {
    this.#remove(event, place);
    place.listener.onBroken(error);
  }

  #remove(event: EventId, place: Place): void {
    const places = this.#places.get(event);
    places?.delete(place);
    if (places?.size === 0) this.#places.delete(event);
  }
}

function isTransient({ code }: LogError): boolean {
  return code === 'unavailable' || code === 'closed';
}

/** @throws LogError when the entry is not what follows from those before. */
function take(event: EventId, place: Place, entry: StoredEntry): 'taken' | 'known' | 'gap' {
  if (entry.seq > place.seq + 1) return 'gap';
  if (entry.seq < place.seq) return 'known';
  const isNext = entry.seq === place.seq + 1;
  const expected = isNext ? place.mark && markAfter(place.mark, entry) : place.mark;
  if (expected !== undefined && entry.mark !== expected) {
    throw new LogError('corrupt', `the log of event ${event}: entry ${entry.seq} is damaged`);
  }
  if (!isNext) return 'known';
  place.seq = entry.seq;
  place.mark = entry.mark;
  place.listener.onEntry(entry);
  return 'taken';
}
