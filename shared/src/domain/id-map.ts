/** Entries there is room for at first; whenever it is full, it is doubled. A power of two. */
const FIRST_ROOM = 16;

/**
 * A `Map` from ids, in the order in which they were added.
 *
 * `Map` itself would cost a vote more than all else together: V8 takes 0.3 µs to
 * hash a string it has not met before, and every id of an entry is one. Here it
 * takes a fifth of that. Keys are compared whole where their hashes agree, so that
 * no id is ever taken for another.
 *
 * Open addressing with linear probing (Knuth, The Art of Computer Programming,
 * vol. 3, 6.4), at most half full: what is looked for is found, or not, within one
 * line of the processor's cache.
 */
export class IdMap<Id extends string, Value> {
  readonly #salt: number;
  readonly #keys: Id[] = [];
  readonly #values: Value[] = [];
  /** Pairs: a hash, and the index of its entry plus one; 0 for none. */
  #slots = new Int32Array(FIRST_ROOM * 4);

  /**
   * @param salt where every hash starts. Draw it at random where ids come from
   * clients: with a known one they could be made to share a place, and each would
   * then cost O(size). What the map holds does not depend on it.
   */
  constructor(salt: number) {
    this.#salt = salt;
  }

  get size(): number {
    return this.#keys.length;
  }

  keys(): readonly Id[] {
    return this.#keys;
  }

  values(): readonly Value[] {
    return this.#values;
  }

  get(id: Id): Value | undefined {
    const found = this.#entryAt(this.#find(id, this.#hash(id)));
    return found < 0 ? undefined : this.#values[found];
  }

  /** Amortised O(1). */
  set(id: Id, value: Value): void {
    const hash = this.#hash(id);
    const slot = this.#find(id, hash);
    const found = this.#entryAt(slot);
    if (found < 0) this.#add(id, value, slot, hash);
    else this.#values[found] = value;
  }

  /**
   * As `Map` has it: the value there is, here or in `other`, or what `compute` gives,
   * which is then kept here. The other map has the same salt, so that an id is hashed once.
   */
  getOrInsertComputed(id: Id, compute: () => Value, other: IdMap<Id, Value>): Value {
    const hash = this.#hash(id);
    const found = this.#entryAt(this.#find(id, hash));
    if (found >= 0) return this.#values[found] as Value;
    const there = other.#entryAt(other.#find(id, hash));
    if (there >= 0) return other.#values[there] as Value;
    const value = compute();
    // Computing may have added others.
    this.#add(id, value, this.#find(id, hash), hash);
    return value;
  }

  /** Forgets the `count` that were added first. O(size). */
  dropFirst(count: number): void {
    this.#keys.splice(0, count);
    this.#values.splice(0, count);
    this.#rebuild(this.#slots.length, count);
  }

  /** Where `id` is, or the free slot where it would be. */
  #find(id: Id, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = firstSlot(hash, mask);
    for (let entry; (entry = slots[slot + 1] as number) !== 0; slot = (slot + 2) & mask) {
      if (slots[slot] === hash && this.#keys[entry - 1] === id) break;
    }
    return slot;
  }

  /** The index of the entry in a slot; -1 when it is free. */
  #entryAt(slot: number): number {
    return (this.#slots[slot + 1] as number) - 1;
  }

  #add(id: Id, value: Value, slot: number, hash: number): void {
    this.#values.push(value);
    const size = this.#keys.push(id);
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = size;
    if (size * 4 === this.#slots.length) this.#rebuild(size * 8, 0);
  }

  /** Puts the entries into slots of this length, without the first `dropped` of them. */
  #rebuild(length: number, dropped: number): void {
    const old = this.#slots;
    const slots = new Int32Array(length);
    for (let from = 0; from < old.length; from += 2) {
      const entry = (old[from + 1] as number) - dropped;
      if (entry <= 0) continue;
      const hash = old[from] as number;
      let slot = firstSlot(hash, length - 1);
      while (slots[slot + 1] !== 0) slot = (slot + 2) & (length - 1);
      slots[slot] = hash;
      slots[slot + 1] = entry;
    }
    this.#slots = slots;
  }

  /** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv */
  #hash(id: Id): number {
    let hash = this.#salt;
    for (let at = 0; at < id.length; at += 1) {
      hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
    }
    return hash;
  }
}

/** Where the search for a hash begins; FNV's high bits are its better ones. */
function firstSlot(hash: number, mask: number): number {
  return ((hash ^ (hash >>> 15)) << 1) & mask;
}
