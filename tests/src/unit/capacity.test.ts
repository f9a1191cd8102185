import * as assert from 'uvu/assert';
import type { LinkId, QuestionId } from '@rostrum/shared/domain/ids';
import {
  LINKS_MAX,
  QUESTIONS_MAX,
  QUESTIONS_RESERVE,
  WRITTEN_BESIDE,
  WRITTEN_MAX,
  WRITTEN_RESERVE,
} from '@rostrum/shared/domain/limits';
import { deserialise, serialise } from '@rostrum/shared/domain/snapshot';
import type { State } from '@rostrum/shared/domain/state';
import { act, ask, hash, idOf, linkOf, newEvent, refusal, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('capacity');
const asking = { type: 'question.ask', text: 'Who pays?', asker: { mode: 'room' } } as const;
const adding = { ...asking, type: 'moderation.add', channel: 'floor', approve: true } as const;

/** An event in which so many questions are open, though fewer were asked. */
function withOpen(open: number): State {
  const state = newEvent();
  state.tally.open = open;
  return state;
}

test('LIMIT-10 past the open questions of everyone there is room for 1,000 of moderators', () => {
  const full = withOpen(QUESTIONS_MAX);
  assert.is(refusal(act(full, 'ana', asking)), 'event_full');
  assert.ok(act(full, 'moderator', adding).ok);
  assert.is(QUESTIONS_RESERVE, 1_000);
  const over = withOpen(QUESTIONS_MAX + QUESTIONS_RESERVE);
  assert.is(refusal(act(over, 'moderator', adding)), 'event_full');
});

test('LIMIT-11 what is ever written to questions is counted in bytes, and never less', () => {
  const state = newEvent();
  const texts = ['Who pays?', 'من يدفع؟', '谁来付钱？', 'Who 🙋 pays?'];
  const question = ask(state, 'ana', texts[0]);
  act(state, 'ana', { type: 'question.edit', question, text: texts[1] ?? '' });
  act(state, 'moderator', { ...adding, text: texts[2] ?? '' });
  act(state, 'moderator', { type: 'moderation.note', question, text: texts[3] });
  act(state, 'moderator', { type: 'moderation.note', question, was: texts[3] });
  act(state, 'ana', { type: 'question.withdraw', question });
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + WRITTEN_BESIDE, 0);
  assert.is(state.written, bytes);
  assert.is(deserialise(serialise(state)).written, bytes);
});

test('LIMIT-11 where 64 MB are written nobody asks or edits, and moderators go on for 16 MB more', () => {
  const state = newEvent();
  const question = ask(state);
  const edit = { type: 'question.edit', question, text: 'Who?' } as const;
  const reword = { type: 'moderation.edit', question, text: 'When?', approve: false } as const;
  state.written = WRITTEN_MAX - WRITTEN_BESIDE;
  assert.is(refusal(act(state, 'ana', edit)), 'event_full');
  assert.is(refusal(act(state, 'ben', asking)), 'event_full');
  assert.ok(act(state, 'moderator', adding).ok);
  assert.ok(act(state, 'moderator', { ...reword, revision: 1 }).ok);
  assert.ok(act(state, 'moderator', { type: 'moderation.approve', question, revision: 2 }).ok);
  state.written = WRITTEN_MAX + WRITTEN_RESERVE;
  assert.is(refusal(act(state, 'moderator', adding)), 'event_full');
  assert.is(refusal(act(state, 'moderator', { ...reword, revision: 2 })), 'event_full');
  const dismiss = { type: 'moderation.dismiss', question, reason: 'no_time' } as const;
  assert.ok(act(state, 'moderator', dismiss).ok);
});

test('LIMIT-11 a rehearsal that is wiped leaves nothing of it', () => {
  const state = newEvent();
  act(state, 'organiser', { type: 'rehearsal.start' });
  ask(state);
  act(state, 'organiser', { type: 'rehearsal.wipe' });
  assert.is(state.written, 0);
});

test('LIMIT-12 in an entry of version 1 all questions, asks and links there ever were count', () => {
  const old = { v: 1 };
  const person = newEvent();
  for (let asked = 0; asked < 50; asked += 1) {
    const question = ask(person, 'ana');
    act(person, 'ana', { type: 'question.withdraw', question });
  }
  assert.is(refusal(act(person, 'ana', asking, old)), 'too_many_asked');
  assert.ok(act(person, 'ana', asking).ok);

  const event = newEvent();
  for (let asked = 0; asked < QUESTIONS_MAX; asked += 1) {
    act(event, 'moderator', adding);
    const question = event.questions.keys().at(-1) as QuestionId;
    act(event, 'moderator', { type: 'moderation.remove', question });
  }
  event.written = 2 * WRITTEN_MAX;
  assert.is(refusal(act(event, 'ana', asking, old)), 'event_full');
  assert.is(refusal(act(event, 'moderator', adding, old)), 'event_full');

  const links = newEvent();
  const link = { id: linkOf<LinkId>('more'), role: 'chair', hash, expiresAt: START_AT } as const;
  while (links.links.size < LINKS_MAX) {
    const id = idOf<LinkId>(`n${links.links.size}`);
    links.links.set(id, { ...link, id });
  }
  const grant = { type: 'roles.grant', link } as const;
  assert.is(refusal(act(links, 'organiser', grant, old)), 'event_full');
  assert.ok(act(links, 'organiser', grant).ok);
});

test('LIMIT-12 in an entry of version 1 there is no end in bytes', () => {
  const state = newEvent();
  state.written = 2 * WRITTEN_MAX;
  assert.ok(act(state, 'ana', asking, { v: 1 }).ok);
  assert.is(refusal(act(state, 'ana', asking)), 'event_full');
});

run();
