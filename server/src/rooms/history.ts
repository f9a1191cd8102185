import { addChanges, noChanges, type Changes } from '@rostrum/shared/domain/changes';
import { patchFor, type Patch } from '@rostrum/shared/domain/patch';
import type { State } from '@rostrum/shared/domain/state';
import type { Audience } from '@rostrum/shared/domain/view';

/** Flushes a returning client may have missed: minutes of a busy room. Past it, a whole view is sent. */
const FLUSHES_KEPT = 1_024;
/** Patches kept for others who were away equally long. Each may be as large as a view. */
const MADE_KEPT = 32;

interface Flush {
  readonly seq: number;
  readonly changes: Changes;
}

/**
 * What changed lately, to bring back those who were away. It keeps what was
 * touched, not what was sent: the patch is made from the state as it is, so it
 * is never larger than what differs. Those who were away equally long share one.
 */
export class History {
  readonly #flushes: Flush[] = [];
  readonly #made = new Map<string, Patch>();
  /** The seq before the oldest flush kept. */
  #from: number;

  constructor(seq: number) {
    this.#from = seq;
  }

  /** Where the next flush begins. */
  get seq(): number {
    return this.#flushes.at(-1)?.seq ?? this.#from;
  }

  add(seq: number, { authors: _a, voters: _v, links: _l, ...seen }: Changes): void {
    const changes = { ...noChanges(), ...seen };
    this.#flushes.push({ seq, changes });
    if (this.#flushes.length > FLUSHES_KEPT) this.#from = this.#flushes.shift()?.seq ?? seq;
    this.#made.clear();
  }

  /**
   * The patch from `seq` to the state as it is, `unflushed` being what changed
   * since the last flush; undefined when `seq` is too old or from elsewhere.
   */
  since(seq: number, state: State, audience: Audience, unflushed: Changes): Patch | undefined {
    if (seq < this.#from || seq > state.seq) return undefined;
    const first = this.#flushes.findIndex((flush) => flush.seq > seq);
    const missed = first < 0 ? [] : this.#flushes.slice(first);
    const key = `${audience} ${missed.length} ${state.seq}`;
    const made = this.#made.get(key);
    if (made) return made;
    const union = noChanges();
    for (const flush of missed) addChanges(union, flush.changes);
    addChanges(union, unflushed);
    // It begins where the first flush missed began, which is at `seq` or before: all the same to a client.
    const from = this.#flushes.at(-missed.length - 1)?.seq ?? this.#from;
    const patch = patchFor(state, audience, union, from);
    if (this.#made.size >= MADE_KEPT) this.#made.clear();
    this.#made.set(key, patch);
    return patch;
  }
}
