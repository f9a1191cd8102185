import type { EventId } from '@rostrum/shared/domain/ids';
import type { Listener, Position, StoredEntry } from './log.ts';
import { firstMark, markAfter } from './mark.ts';

/** Characters of entries kept of one event: some seconds of the liveliest, hours of a quiet one. */
const KEPT = 2_000_000;

interface Tail {
  /** One after the other, the latest last. */
  entries: StoredEntry[];
  /** Characters of their bodies. */
  size: number;
  last: Position;
}

/**
 * What this node was given lately of each event it follows, and where it was
 * with those it followed before. A log that has lost its end can be given it
 * back, and one that is less than it was is known by it.
 */
export class Tails {
  readonly #tails = new Map<EventId, Tail>();

  add(event: EventId, entry: StoredEntry): void {
    const { seq, mark, body } = entry;
    const tail = this.#tails.get(event) ?? { entries: [], size: 0, last: { seq: 0 } };
    this.#tails.set(event, tail);
    // Others who follow the same were given it already.
    if (seq <= tail.last.seq) return;
    if (seq !== tail.last.seq + 1) Object.assign(tail, { entries: [], size: 0 });
    tail.entries.push(entry);
    tail.size += body.length;
    tail.last = { seq, mark };
    while (tail.size > KEPT) tail.size -= tail.entries.shift()?.body.length ?? 0;
  }

  /** A listener that is given the same, which is noted here. */
  noting(event: EventId, listener: Listener): Listener {
    return {
      onEntry: (entry) => {
        this.add(event, entry);
        listener.onEntry(entry);
      },
      onBroken: (error) => listener.onBroken(error),
    };
  }

  /** Where this node was last. */
  last(event: EventId): Position | undefined {
    return this.#tails.get(event)?.last;
  }

  /** The entries that belong behind a log that ends with `seq` and `mark`; none when it ends elsewhere. */
  after(event: EventId, { seq, mark }: Position): readonly StoredEntry[] {
    const entries = this.#tails.get(event)?.entries ?? [];
    const at = entries.findIndex((entry) => entry.seq === seq + 1);
    const next = entries[at];
    if (!next || markAfter(mark || firstMark(event), next) !== next.mark) return [];
    return entries.slice(at);
  }

  /** Nobody follows the event any more: where it was is kept, the entries are not. */
  drop(event: EventId): void {
    const tail = this.#tails.get(event);
    if (tail) Object.assign(tail, { entries: [], size: 0 });
  }

  /** Whatever was known stands for nothing any more. */
  clear(): void {
    this.#tails.clear();
  }
}
