import * as assert from 'uvu/assert';
import { actionSchema } from '@rostrum/shared/domain/actions';
import { adviseLength } from '@rostrum/server/rooms/advice';
import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import { isTooLong, lengthOf } from '@rostrum/shared/domain/length';
import {
  CLOSED_MESSAGE_MAX,
  FILTER_WORD_MAX,
  LABEL_NAME_MAX,
  MESSAGE_MAX_BYTES,
  MESSAGE_TEXT_MAX,
  NAME_MAX,
  QUESTION_UNITS_MAX,
} from '@rostrum/shared/domain/limits';
import { cleanText, lineSchema } from '@rostrum/shared/domain/text';
import { act, actorOf, ask, askApproved, idOf, newEvent, refusal } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('length');

/** One character each, however many units it has. */
const CHARACTERS = ['x', 'é', 'ض', '谁', 'ё', 'कि', 'ที่', '🇺🇳', '👩🏽‍⚖️', '👨🏽‍👩🏽‍👧🏽‍👦🏽'];

const asked = (text: string) => ({ type: 'question.ask', text, asker: { mode: 'room' } }) as const;

test('ASK-2 a character is what people see as one, whatever the script', () => {
  for (const character of CHARACTERS) {
    const text = cleanText(character.repeat(500));
    assert.is(lengthOf(text), 500, character);
    assert.is(isTooLong(text, 500), false, character);
    assert.is(isTooLong(cleanText(character.repeat(501)), 500), true, character);
  }
});

test('ASK-1 a node takes 500 characters of any script, and refuses one more as too long', () => {
  const state = newEvent();
  for (const character of CHARACTERS) {
    const advice = (count: number) =>
      adviseLength(state, { id: idOf('new'), action: asked(character.repeat(count)) });
    assert.is(advice(500), undefined, character);
    assert.is(advice(501), 'too_long', character);
    assert.is(refusal(act(state, `of ${character}`, asked(character.repeat(500)))), undefined);
  }
});

test('ASK-1 an event sets its own limit, which holds for every new wording', () => {
  const state = newEvent();
  const question = ask(state);
  act(state, 'organiser', { type: 'settings.set', questionLength: 50 });
  const text = 'x'.repeat(51);
  for (const action of [
    asked(text),
    { type: 'question.edit', question, text },
    { type: 'moderation.edit', question, revision: 1, text, approve: false },
  ] as const) {
    assert.is(adviseLength(state, { id: idOf('new'), action }), 'too_long');
    const shorter = { ...action, text: text.slice(1) };
    assert.is(adviseLength(state, { id: idOf('new'), action: shorter }), undefined);
  }
  assert.throws(() => act(state, 'organiser', { type: 'settings.set', questionLength: 49 }));
  assert.throws(() => act(state, 'organiser', { type: 'settings.set', questionLength: 1_001 }));
  assert.is(state.settings.premoderation, true, 'what was not named stays');
});

test('ASK-1 a question that is there is not refused when it is sent again', () => {
  const state = newEvent();
  const text = 'x'.repeat(100);
  const id = ask(state, 'ana', text) as string as ActionId;
  act(state, 'organiser', { type: 'settings.set', questionLength: 50 });
  assert.is(adviseLength(state, { id, action: asked(text) }), undefined);
});

test('ASK-2 the log itself refuses what has too many units, without counting characters', () => {
  const state = newEvent();
  const approved = askApproved(state);
  act(state, 'organiser', { type: 'settings.set', questionLength: 50 });
  // One character, of as many units as one likes.
  const piled = `👩${'‍👩'.repeat(400)}`;
  assert.is(lengthOf(piled), 1);
  assert.is(refusal(act(state, 'ana', asked(piled))), 'too_long');
  const edit = { type: 'moderation.edit', question: approved, revision: 1, approve: true } as const;
  assert.is(refusal(act(state, 'moderator', { ...edit, text: piled })), 'too_long');
  const question = ask(state, 'ben') as QuestionId;
  assert.is(
    refusal(act(state, 'ben', { type: 'question.edit', question, text: piled })),
    'too_long',
  );
  assert.is(refusal(act(state, 'ana', asked('👩'.repeat(500)))), undefined, '1,000 units');
  assert.is(actorOf(state, 'ana').link, undefined);
});

test('ASK-2 the longest question there is fits into one message', () => {
  const action = { ...asked('谁'.repeat(QUESTION_UNITS_MAX)), asker: { mode: 'remote' } };
  const asker = { name: '谁'.repeat(80), affiliation: '谁'.repeat(80) };
  const message = ['act', { id: 'x'.repeat(32), action: { ...action, asker } }];
  assert.ok(Buffer.byteLength(JSON.stringify(message)) < MESSAGE_MAX_BYTES - 200);
});

/** Each of the limits that are told in UTF-16 units, and a message that holds a text so bounded. */
const LINES: readonly (readonly [number, (text: string) => unknown])[] = [
  [NAME_MAX, (name) => ({ ...asked('Who pays?'), asker: { name, mode: 'room' } })],
  [NAME_MAX, (affiliation) => ({ ...asked('Who pays?'), asker: { affiliation, mode: 'room' } })],
  [QUESTION_UNITS_MAX, (text) => asked(text)],
  [LABEL_NAME_MAX, (name) => ({ type: 'settings.label', ...label, name })],
  [CLOSED_MESSAGE_MAX, (text) => ({ type: 'settings.closedMessage', text })],
  [FILTER_WORD_MAX, (word) => ({ type: 'settings.words', language: 'en', words: [word] })],
  [MESSAGE_TEXT_MAX, (text) => ({ type: 'moderation.message', text })],
];
const label = { label: idOf('label'), colour: 'blue' };

test('LIMIT-4 a text is held to UTF-16 units, whatever its letters, at the very edge', () => {
  for (const [most, message] of LINES) {
    const fits = (text: string) => actionSchema.safeParse(message(text)).success;
    for (const [letter, units] of [
      ['x', 1],
      ['谁', 1],
      ['😀', 2],
      ['👩🏽‍⚖️', 7],
    ] as const) {
      const count = Math.floor(most / units);
      assert.is(fits(letter.repeat(count)), true, `${count} ${letter} in ${most}`);
      assert.is(fits(letter.repeat(count + 1)), false, `${count + 1} ${letter} in ${most}`);
    }
  }
});

test('LIMIT-4 what is cleaned away does not count, up to four times as much as is let through', () => {
  const spaced = (count: number) => lineSchema(100).safeParse(`a${' '.repeat(count)}b`);
  assert.is(spaced(398).data, 'a b');
  assert.is(spaced(399).success, false);
});

run();
