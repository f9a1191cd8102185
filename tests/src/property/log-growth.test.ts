import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { ENTRY_VERSION, type Action, type LoggedAction } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { ActionId, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { QUESTION_UNITS_MAX } from '@rostrum/shared/domain/limits';
import { fold } from '@rostrum/shared/domain/reduce';
import { TokenBucket } from '@rostrum/server/identity/token-bucket';
import { outcomeBefore } from '@rostrum/server/rooms/advice';
import { Gate } from '@rostrum/server/rooms/gate';
import { BYTES_A_TURN, EARLIER, NEW, PLAIN_BYTES } from '@rostrum/server/rooms/intake';
import { ANYONE } from '@rostrum/server/sockets/visit';
import { Chance } from '../lib/chance.ts';
import { act, newEvent, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('log-growth');
const RUNS = 6;
/** Milliseconds from one try to the next of all sockets, and how many tries there are: a minute and a half. */
const TICK_MS = 50;
const TICKS = 1_800;
/** Milliseconds after which a script throws its cookie away, and is new. */
const COOKIE_MS = 10_000;

/** What one longest text may take past the turns there are, in each of the two lanes. */
const OVERSHOOT = 2 * Math.ceil((3 * QUESTION_UNITS_MAX) / BYTES_A_TURN);

/** The most that so many sockets may add to the log of an event through one node. */
function bound(sockets: number, seconds: number): number {
  const turns =
    NEW.atOnce + EARLIER.atOnce + (NEW.perSecond + EARLIER.perSecond) * seconds + OVERSHOOT;
  const plain = ANYONE.burst + ANYONE.perSecond * seconds;
  return turns * (BYTES_A_TURN + PLAIN_BYTES) + sockets * plain * PLAIN_BYTES;
}

const TEXTS = ['Who?', '谁'.repeat(500), 'x"\\'.repeat(160), '👨🏽‍👩🏽‍👧🏽‍👦🏽'.repeat(500)];

/** Whatever does harm, and what only the log can judge. */
function hostile(chance: Chance, questions: readonly QuestionId[]): Action {
  const text = chance.pick(TEXTS);
  const strange = `none${chance.below(1e9)}`.padEnd(32, 'x') as QuestionId;
  const question = questions.length > 0 && chance.next() < 0.7 ? chance.pick(questions) : strange;
  const asker = { name: '名'.repeat(80), affiliation: '代'.repeat(80), mode: 'remote' } as const;
  const types = ['upvote', 'downvote', 'takeBack', 'withdraw', 'report', 'unreport'] as const;
  return chance.pick<Action>([
    { type: 'question.ask', text, asker },
    { type: 'question.edit', question, text },
    { type: 'moderation.add', text, asker, channel: 'chat', approve: true },
    { type: `question.${chance.pick(types)}`, question },
    { type: `question.${chance.pick(types)}`, question },
  ]);
}

/** Bytes that the log has grown by, after so many sockets sent whatever their messages' limit lets through. */
function grown(sockets: number, chance: Chance): number {
  const state = newEvent();
  act(state, 'moderator', { type: 'settings.premoderation', on: chance.next() < 0.5 });
  const gate = new Gate(state, 0);
  const buckets = Array.from(
    { length: sockets },
    () => new TokenBucket(ANYONE.perSecond, ANYONE.burst, 0),
  );
  let [bytes, ids] = [0, 0];
  for (let tick = 0; tick < TICKS; tick += 1) {
    const now = tick * TICK_MS;
    const at = START_AT + now;
    for (const [index, bucket] of buckets.entries()) {
      if (!bucket.take(now)) continue;
      const cookie = Math.floor(now / COOKIE_MS);
      const participant = `script${index}n${cookie}`.padEnd(24, 'x') as ParticipantId;
      const questions = state.questions.keys().slice(-20);
      const action = hostile(chance, questions);
      const id = `act${(ids += 1)}`.padEnd(32, 'x') as ActionId;
      const logged = { id, by: { participant }, action };
      // One with something under way is advised of less.
      const isUnderWay = chance.next() < 0.5;
      const circumstances = { isUnderWay, hereMs: chance.pick([0, 60_000]), at, now };
      if (outcomeBefore(state, logged) ?? gate.admit(state, logged, circumstances)) continue;
      const actions: LoggedAction[] = [logged];
      bytes += Buffer.byteLength(encodeBody({ v: ENTRY_VERSION, actions }));
      const entry = { v: ENTRY_VERSION, seq: state.seq + 1, at, actions };
      if (!fold(state, entry, noChanges())[0]?.ok) gate.noteRefused(logged, now);
      gate.note(state);
    }
  }
  return bytes;
}

test('INTAKE-11 whatever sockets send within their limits, the log grows by 29 KB a second at most and 2.5 KB a socket', () => {
  const property = fc.property(fc.integer({ min: 1, max: 40 }), fc.integer(), (sockets, drawn) => {
    const most = bound(sockets, (TICKS * TICK_MS) / 1_000);
    const bytes = grown(sockets, new Chance(drawn));
    assert.ok(bytes <= most, `${bytes} of ${most} bytes by ${sockets} sockets`);
  });
  check(property, RUNS);
  const perSecond = bound(0, 1) - bound(0, 0);
  assert.ok(perSecond < 29_000, `${perSecond}`);
  assert.ok(bound(1, 1) - bound(0, 1) - (bound(1, 0) - bound(0, 0)) <= 2_560);
});

run();
