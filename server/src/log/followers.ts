import type { EventId } from '@rostrum/shared/domain/ids';
import type { Follower, Log, StoredEntry } from './log.ts';

/** Entries read at a time while a follower catches up. */
const PAGE = 256;

/** One follower, and the seq of the entry it takes next. */
interface Place {
  next: number;
  onEntry: (entry: StoredEntry) => void;
}

/**
 * Those who follow, by event. Each takes an entry only when it is the next one,
 * so that entries read and entries told may come in any order, twice, or late.
 */
export class Followers {
  readonly #read: Log['read'];
  readonly #places = new Map<EventId, Set<Place>>();

  constructor(read: Log['read']) {
    this.#read = read;
  }

  /** Resolves once everything there was at the call is delivered. */
  async add(
    event: EventId,
    fromSeq: number,
    onEntry: (entry: StoredEntry) => void,
  ): Promise<Follower> {
    const place: Place = { next: fromSeq, onEntry };
    const places = this.#places.get(event) ?? new Set();
    this.#places.set(event, places.add(place));
    const close = () => {
      places.delete(place);
      if (places.size === 0 && this.#places.get(event) === places) this.#places.delete(event);
    };
    try {
      // Until a page is empty: whatever was told meanwhile, it was ahead of this one and passed by.
      for (;;) {
        const page = await this.#read(event, place.next, PAGE);
        if (page.length === 0) return { close };
        for (const entry of page) take(place, entry);
      }
    } catch (error) {
      close();
      throw error;
    }
  }

  /** Tells of an entry that has just become durable. */
  deliver(event: EventId, entry: StoredEntry): void {
    for (const place of this.#places.get(event) ?? []) take(place, entry);
  }
}

function take(place: Place, entry: StoredEntry): void {
  if (entry.seq !== place.next) return;
  place.next += 1;
  place.onEntry(entry);
}
