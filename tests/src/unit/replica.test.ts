import * as assert from 'uvu/assert';
import { ENTRY_VERSION, type EntryBody } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { EventId, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { BATCH_MAX } from '@rostrum/shared/domain/limits';
import { deserialise } from '@rostrum/shared/domain/snapshot';
import type { Listener, Log, Snapshot } from '@rostrum/server/log/log';
import { Replica, SNAPSHOT_EVERY } from '@rostrum/server/replica/replica';
import { createEntry, idOf, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('replica');

/** The entries that as many actions need. */
const ENOUGH = Math.ceil(SNAPSHOT_EVERY / BATCH_MAX);

/** A log that holds full entries of votes for nothing, and hands on what it is told to. */
class FakeLog implements Pick<Log, 'follow' | 'loadSnapshot' | 'saveSnapshot'> {
  readonly snapshots: Snapshot[] = [];
  readonly #held: number;
  #seq = 0;
  #listener: Listener | undefined;

  constructor(held: number) {
    this.#held = held;
  }

  async loadSnapshot(): Promise<undefined> {}

  async saveSnapshot(_event: EventId, snapshot: Snapshot): Promise<void> {
    this.snapshots.push(snapshot);
  }

  async follow(_event: EventId, _after: unknown, listener: Listener) {
    this.#listener = listener;
    this.deliver(this.#held);
    return { close() {} };
  }

  deliver(entries: number): void {
    for (let left = entries; left > 0; left -= 1) {
      this.#seq += 1;
      const body = encodeBody(bodyOf(this.#seq));
      this.#listener?.onEntry({ seq: this.#seq, at: START_AT, mark: `mark ${this.#seq}`, body });
    }
  }
}

function bodyOf(seq: number): EntryBody {
  if (seq === 1) return createEntry();
  const by = { participant: idOf<ParticipantId>('ana') };
  const action = { type: 'question.upvote', question: idOf<QuestionId>('none') } as const;
  const actions = Array.from({ length: BATCH_MAX }, (_, index) => {
    return { id: idOf<never>(`vote${seq}n${index}`), by, action };
  });
  return { v: ENTRY_VERSION, actions };
}

function open(log: FakeLog): Promise<Replica> {
  const nothing = () => {};
  return Replica.open(log as Partial<Log> as Log, idOf<EventId>('event'), nothing, nothing);
}

test('SYNC-19 a snapshot is made after as many actions, and after as many again', async () => {
  const log = new FakeLog(1);
  const { state } = await open(log);
  log.deliver(ENOUGH - 1);
  assert.is(log.snapshots.length, 0);
  log.deliver(1);
  assert.equal(
    log.snapshots.map(({ seq, mark, body }) => [seq, mark, deserialise(body).seq]),
    [[state.seq, `mark ${state.seq}`, state.seq]],
  );
  log.deliver(ENOUGH);
  assert.is(log.snapshots.length, 2);
});

test('SYNC-19 a start that finds too many makes one snapshot of them all, once it has caught up', async () => {
  const log = new FakeLog(2 * ENOUGH);
  const { state } = await open(log);
  assert.is(log.snapshots.length, 0);
  log.deliver(1);
  assert.equal(
    log.snapshots.map(({ seq }) => seq),
    [state.seq],
  );
});

run();
