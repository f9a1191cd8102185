import { randomInt } from 'node:crypto';
import type { LoggedAction } from '@rostrum/shared/domain/actions';
import { decodeBody } from '@rostrum/shared/domain/body';
import { noChanges, type Changes } from '@rostrum/shared/domain/changes';
import type { EventId } from '@rostrum/shared/domain/ids';
import type { Outcome } from '@rostrum/shared/domain/reasons';
import { fold } from '@rostrum/shared/domain/reduce';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import { emptyState, type State } from '@rostrum/shared/domain/state';
import type { Follower, Log, StoredEntry } from '../log/log.ts';
import { firstMark } from '../log/mark.ts';

/** Actions between two snapshots. Bounds what a start has to fold. */
export const SNAPSHOT_EVERY = 50_000;

/** What one entry did. */
export interface Folded {
  actions: readonly LoggedAction[];
  /** Of each action. */
  outcomes: readonly Outcome[];
  changes: Changes;
}

/** One event's state on this node: it follows the log and folds every entry, once, in order. */
export class Replica {
  readonly state: State;
  readonly #log: Log;
  readonly #event: EventId;
  #follower: Follower | undefined;
  /** The log's mark at the state's seq. */
  #mark: string;
  #savedSeq: number;
  /** Actions folded since the latest snapshot. */
  #unsaved = 0;
  #isBroken = false;

  private constructor(log: Log, event: EventId, { state, mark }: Start) {
    this.#log = log;
    this.#event = event;
    this.state = state;
    this.#mark = mark;
    this.#savedSeq = state.seq;
  }

  /**
   * Resolves when everything the log held at the call is folded. `onFolded`
   * hears of every entry, those and the later ones, within the same turn of the
   * event loop; `onBroken` of a later one that cannot be folded, or is not what
   * follows from those before: nothing follows it.
   */
  static async open(
    log: Log,
    event: EventId,
    onFolded: (folded: Folded) => void,
    onBroken: (error: unknown) => void,
  ): Promise<Replica> {
    const start = await startOf(log, event);
    const replica = new Replica(log, event, start);
    const after = { seq: start.state.seq, mark: start.mark };
    replica.#follower = await log.follow(event, after, {
      onEntry: (stored) => {
        onFolded(replica.#fold(stored));
        // Not while it catches up: one is enough for all of that.
        if (replica.#follower && replica.#unsaved >= SNAPSHOT_EVERY) void replica.save();
      },
      onBroken: (error) => {
        replica.#isBroken = true;
        onBroken(error);
      },
    });
    return replica;
  }

  get mark(): string {
    return this.#mark;
  }

  /** Keeps a snapshot of what is folded so far. A failure costs a longer start, nothing else. */
  async save(): Promise<void> {
    const { seq } = this.state;
    // An entry that failed may have been folded in part.
    if (seq === this.#savedSeq || this.#isBroken) return;
    this.#savedSeq = seq;
    this.#unsaved = 0;
    try {
      const body = serialise(this.state);
      await this.#log.saveSnapshot(this.#event, { seq, mark: this.#mark, body });
    } catch {
      // Tried again after as many actions more: a full disk is no reason to serialise at each.
    }
  }

  close(): void {
    this.#follower?.close();
  }

  #fold(stored: StoredEntry): Folded {
    const { v, actions } = decodeBody(stored.body);
    const changes = noChanges();
    const outcomes = fold(this.state, { v, actions, seq: stored.seq, at: stored.at }, changes);
    this.#mark = stored.mark;
    this.#unsaved += actions.length;
    return { actions, outcomes, changes };
  }
}

interface Start {
  state: State;
  mark: string;
}

async function startOf(log: Log, event: EventId): Promise<Start> {
  const snapshot = await log.loadSnapshot(event);
  const salt = randomInt(2 ** 32);
  const scratch = { state: emptyState(salt), mark: firstMark(event) };
  if (!snapshot) return scratch;
  try {
    return { state: deserialise(snapshot.body, salt), mark: snapshot.mark };
  } catch {
    // Of another version: the log itself is the truth, from its start.
    return scratch;
  }
}
