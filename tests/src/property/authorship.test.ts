import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Action, Entry, LoggedAction } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { LinkId, ParticipantId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import type { Outcome } from '@rostrum/shared/domain/reasons';
import { fold } from '@rostrum/shared/domain/reduce';
import { emptyState } from '@rostrum/shared/domain/state';
import type { Actor } from '@rostrum/shared/domain/turn';
import { audienceSchema } from '@rostrum/shared/domain/view';
import type { Listener, Log, StoredEntry } from '@rostrum/server/log/log';
import { Room } from '@rostrum/server/rooms/room';
import { idOf, linkOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { anyHistory, singly } from '../lib/history.ts';
import { checkAsync } from '../lib/seed.ts';

const { test, run } = suite('authorship');
const RUNS = 200;
const STEPS = 120;

type Step = ReturnType<typeof anyHistory> extends fc.Arbitrary<(infer S)[]> ? S : never;

/** Those who write, in one world this and in the other that. Two of them act and vote as well. */
const WRITERS = ['person0', 'person1', 'writer'].map((name) => idOf<ParticipantId>(name));
/** Those who never write: one acts and votes, one only looks on. */
const OTHERS = ['person2', 'reader'].map((name) => idOf<ParticipantId>(name));

/** Who wrote which question, by a number that its id gives. */
const anyAuthors = fc.array(fc.constantFrom(...WRITERS), { minLength: 4, maxLength: 4 });

/** What happens after an entry: whether all are told, and who comes, in this order. */
const anyAfter = fc.record({
  flushes: fc.boolean(),
  comes: fc.array(fc.constantFrom(...WRITERS, ...OTHERS), { maxLength: 3 }),
});

/** How every history begins, so that there is something to tell: two questions wait, two are seen, and it is counted who could have voted. */
const BEGINNING: readonly Step[] = [
  begins('fair', { type: 'settings.set', order: 'exposure' }),
  ...[0, 1].map(asks),
  begins('open', { type: 'settings.premoderation', on: false }),
  ...[2, 3].map(asks),
];

function asks(which: number): Step {
  return begins(`ask${which}`, { type: 'question.ask', text: 'Why?', asker: { mode: 'room' } });
}

function begins(id: string, action: Action): Step {
  const by = { participant: idOf<ParticipantId>('organiser'), link: linkOf<LinkId>('organiser') };
  return { logged: { id: idOf(id), by, action }, waitMs: 0, joins: false };
}

/** The history in the world where these wrote: they do what only an author may, and no limit of a person is set. */
function worldOf(history: readonly Step[], authors: readonly ParticipantId[]): Entry[] {
  return singly(
    history.map((step): Step => {
      const { logged } = step;
      if (!('by' in logged)) return step;
      return { ...step, logged: { ...logged, ...inWorld(logged, authors) } };
    }),
  );
}

function inWorld(
  { id, by, action }: LoggedAction & { by: Actor },
  authors: readonly ParticipantId[],
) {
  const writtenBy = (question: string) => ({
    by: {
      ...by,
      participant: authors[Number(question.charAt(3)) % authors.length] as ParticipantId,
    },
  });
  switch (action.type) {
    case 'question.ask':
      return writtenBy(id);
    case 'question.edit':
    case 'question.withdraw':
      return writtenBy(action.question);
    case 'settings.set': {
      const { slowModeMs: _slow, questionsPerPerson: _most, ...rest } = action;
      return { action: rest };
    }
    default:
      return {};
  }
}

function outcomesOf(log: readonly Entry[]): Outcome[] {
  const state = emptyState();
  return log.flatMap((entry) => fold(state, entry, noChanges()));
}

/** The history without what a block, or the stop of new people, refuses in one of the two worlds only. */
function withoutBlocked(
  history: readonly Step[],
  worlds: readonly ParticipantId[][],
): readonly Step[] {
  const [one = [], other = []] = worlds.map((authors) => outcomesOf(worldOf(history, authors)));
  const at = one.findIndex((outcome, index) => outcome !== other[index]);
  if (at < 0) return history;
  const blocked = [one[at], other[at]].some(
    (each) => each && !each.ok && ['blocked', 'stopped'].includes(each.reason),
  );
  assert.ok(blocked, `entry ${at + 1} is judged by who wrote what`);
  // The log begins with the creation, which is no step.
  return withoutBlocked(history.toSpliced(at - 1, 1), worlds);
}

/** All that a room sends to anyone but the authors, in order, and what those get who come meanwhile. */
async function sentIn(
  log: readonly Entry[],
  after: readonly { flushes: boolean; comes: readonly ParticipantId[] }[],
): Promise<string[]> {
  const sent: string[] = [];
  const say = (...parts: unknown[]) =>
    sent.push(parts.map((part) => JSON.stringify(part)).join(' '));
  const [first, ...rest] = log.map(({ seq, at, ...body }): StoredEntry => ({
    // The mark is a hash that nobody reads anything from.
    ...{ seq, at, mark: `mark ${seq}`, body: encodeBody(body) },
  }));
  let listener: Listener | undefined;
  const followed: Partial<Log> = {
    now: () => first?.at ?? 0,
    loadSnapshot: async () => undefined,
    saveSnapshot: async () => {},
    follow: async (_event, _after, follows) => {
      listener = follows;
      if (first) listener.onEntry(first);
      return { close() {} };
    },
  };
  const mine = (who: ParticipantId, by: string) => say('mine', by, who, mineOf(room.state, who));
  const room: Room = await Room.open({
    log: followed as Log,
    event: idOf('event'),
    onTrouble: (error) => assert.unreachable(String(error)),
    onBroken() {},
    fanout: {
      patch: (_room, audience, patch) => say('patch', audience, patch),
      mine: (_room, authors, voters) => {
        for (const who of OTHERS) {
          if (authors.has(who)) mine(who, 'author');
          else if (voters.has(who)) mine(who, 'voter');
        }
      },
      links: (_room, links) => say('links', [...links]),
      costMs: () => 0,
      broken() {},
    },
  });
  for (const [index, entry] of rest.entries()) {
    const { flushes, comes } = after[index % after.length] ?? { flushes: true, comes: [] };
    listener?.onEntry(entry);
    for (const who of comes) {
      for (const audience of audienceSchema.options) {
        const seen = room.view(audience, who);
        if (OTHERS.includes(who)) say('welcome', audience, who, seen, mineOf(room.state, who));
      }
    }
    if (!flushes) continue;
    await room.settle();
    const place = { seq: entry.seq >> 1, mark: `mark ${entry.seq >> 1}` };
    for (const audience of audienceSchema.options) say('since', room.patchSince(place, audience));
  }
  await room.close();
  return sent;
}

test('PRIV-1 what anyone is sent is the same whoever wrote what, but for the authors', async () => {
  const history = anyHistory(STEPS, fc.constantFrom('Who pays?', 'من يدفع؟', '谁来付钱？'));
  const worlds = fc.tuple(anyAuthors, anyAuthors);
  const afters = fc.array(anyAfter, { minLength: 1, maxLength: 20 });
  const property = fc.asyncProperty(history, worlds, afters, async (steps, authors, after) => {
    const kept = withoutBlocked([...BEGINNING, ...steps], authors);
    const [one = [], other = []] = await Promise.all(
      authors.map((each) => sentIn(worldOf(kept, each), after)),
    );
    const at = one.findIndex((message, index) => message !== other[index]);
    if (at >= 0) throw new Error(`in one world ${one[at]}\nin the other ${other[at]}`);
    assert.is(one.length, other.length);
  });
  await checkAsync(property, RUNS);
});

run();
