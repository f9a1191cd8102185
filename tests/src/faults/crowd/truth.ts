import type { Entry, LoggedAction } from '@rostrum/shared/domain/actions';
import { decodeBody } from '@rostrum/shared/domain/body';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { ActionId, Code, QuestionId } from '@rostrum/shared/domain/ids';
import type { Outcome } from '@rostrum/shared/domain/reasons';
import { fold } from '@rostrum/shared/domain/reduce';
import { emptyState, type State } from '@rostrum/shared/domain/state';
import { hashOf } from '../../lib/history.ts';
import type { Log } from '@rostrum/server/log/log';
import { PlainCount } from './plain-count.ts';

const PAGE = 512;

/** What the log itself says of an event, folded here, from its first entry. */
export interface Truth {
  readonly state: State;
  /** What each action came to, the first time it was folded. */
  readonly outcomes: ReadonlyMap<ActionId, Outcome>;
  /** The same log without the actions that stand in it again: the state it gives. */
  readonly once: State;
  /** How many of those there were. */
  readonly repeated: number;
  /**
   * Hashes of the state around entries by nobody but the server, by their seqs: such
   * an entry may come when everybody has stopped, after the nodes were looked at.
   */
  readonly hashes: ReadonlyMap<number, string>;
  /** The stamps of the entries, in their order. */
  readonly stamps: readonly number[];
  /** Every question there must be, and how many votes it must have. */
  readonly votes: ReadonlyMap<QuestionId, number>;
}

/** Reads the whole log of the event. @throws where it has a gap or an entry that cannot be folded. */
export async function truthOf(log: Log, code: Code): Promise<Truth> {
  const event = await log.findCode(code);
  if (!event) throw new Error(`no event ${code}`);
  const state = emptyState();
  const once = emptyState();
  const outcomes = new Map<ActionId, Outcome>();
  const stamps: number[] = [];
  const count = new PlainCount();
  const hashes = new Map<number, string>();
  let repeated = 0;
  for (;;) {
    const page = await log.read(event, state.seq + 1, PAGE);
    if (page.length === 0)
      return { state, outcomes, once, repeated, hashes, stamps, votes: count.votes };
    for (const { seq, at, body } of page) {
      const entry: Entry = { ...decodeBody(body), seq, at };
      stamps.push(at);
      const isOwn = entry.actions.every((logged) => !('by' in logged));
      if (isOwn) hashes.set(state.seq, hashOf(state));
      const judged = fold(state, entry, noChanges());
      if (isOwn) hashes.set(seq, hashOf(state));
      const fresh = entry.actions.filter(({ id }, index) => {
        const isNew = !outcomes.has(id);
        if (isNew) outcomes.set(id, judged[index] as Outcome);
        if (isNew && judged[index]?.ok) count.take(entry.actions[index] as LoggedAction);
        return isNew;
      });
      repeated += entry.actions.length - fresh.length;
      fold(once, { ...entry, actions: fresh }, noChanges());
    }
  }
}
