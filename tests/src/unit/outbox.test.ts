import * as assert from 'uvu/assert';
import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, CueId, QuestionId } from '@rostrum/shared/domain/ids';
import type { ActAnswer } from '@rostrum/shared/protocol/up';
import { itemsIn } from '../../../web/src/lib/live/kept-items.ts';
import { AT_ONCE, Outbox, type Item } from '../../../web/src/lib/live/outbox.ts';
import { newBrowser, type Browser } from '../lib/kept-texts.ts';
import { idOf } from '../lib/event.ts';
import { suite, until } from '../lib/harness.ts';

const { test, run } = suite('outbox');

const upvote = (question: string): Action => ({
  type: 'question.upvote',
  question: idOf<QuestionId>(question),
});
const takeBack = (question: string): Action => ({
  type: 'question.takeBack',
  question: idOf<QuestionId>(question),
});

/** An outbox in a tab of this browser, whose server answers when the test says so. */
function newOutbox(browser: Browser = newBrowser()) {
  const sent: { id: ActionId; type: string; answer: (answer: ActAnswer | undefined) => void }[] =
    [];
  let items: readonly Item[] = [];
  const outbox = new Outbox({
    send: (id, action) =>
      new Promise((resolve, reject) => {
        const answer = (given: ActAnswer | undefined) =>
          given ? resolve(given) : reject(new Error('no answer came'));
        sent.push({ id, type: action.type, answer });
      }),
    onChange: (changed) => (items = changed),
    store: itemsIn(browser.tab()),
  });
  return { outbox, sent, items: () => items };
}

test('PAGE-1 an action without an answer is sent again under the same id', async () => {
  const { outbox, sent, items } = newOutbox();
  outbox.setOpen(true);
  outbox.add(idOf('first'), upvote('a'));
  sent[0]?.answer(undefined);
  await until(() => sent.length === 2);
  assert.is(sent[1]?.id, idOf('first'));
  assert.is(items()[0]?.state, 'sending');
  sent[1]?.answer({ ok: true, seq: 7 });
  await until(() => items()[0]?.state === 'saved');
  assert.is(items()[0]?.seq, 7);
  assert.is(sent.length, 2);
});

test('PAGE-1 while there is no connection an action waits, and goes when there is one', async () => {
  const { outbox, sent } = newOutbox();
  outbox.add(idOf('first'), upvote('a'));
  assert.is(sent.length, 0);
  outbox.setOpen(true);
  assert.is(sent.length, 1);
});

test('PAGE-2 a vote and its taking back never overtake each other', async () => {
  const { outbox, sent } = newOutbox();
  outbox.setOpen(true);
  outbox.add(idOf('first'), upvote('a'));
  outbox.add(idOf('second'), takeBack('a'));
  outbox.add(idOf('other'), upvote('b'));
  assert.equal(
    sent.map(({ id }) => id),
    [idOf('first'), idOf('other')],
  );
  sent[0]?.answer({ ok: true, seq: 2 });
  await until(() => sent.length === 3);
  assert.is(sent[2]?.id, idOf('second'));
});

test('PAGE-2 a question is not taken away before it was added', async () => {
  const { outbox, sent } = newOutbox();
  outbox.setOpen(true);
  const asker = { mode: 'room' } as const;
  const add = { type: 'moderation.add', text: 'Who?', asker, channel: 'import' } as const;
  outbox.add(idOf('first'), { ...add, approve: false });
  outbox.add(idOf('undo'), { type: 'moderation.remove', question: idOf<QuestionId>('first') });
  assert.is(sent.length, 1);
  sent[0]?.answer({ ok: true, seq: 2 });
  await until(() => sent.length === 2);
  assert.is(sent[1]?.type, 'moderation.remove');
});

test('PAGE-16 of hundreds of actions a few are on their way at a time, and the others follow in their order', async () => {
  const { outbox, sent, items } = newOutbox();
  const all = Array.from({ length: 100 }, (_, at) => idOf<ActionId>(`act${at}`));
  for (const [at, id] of all.entries()) outbox.add(id, upvote(`question${at}`));
  outbox.setOpen(true);
  assert.is(sent.length, AT_ONCE);
  // One that was too fast holds its place for a while; nothing overtakes it for ever.
  sent[0]?.answer({ ok: false, reason: 'too_fast' });
  for (let at = 1; at < sent.length; at += 1) {
    sent[at]?.answer({ ok: true, seq: 2 });
    await until(() => sent.length >= Math.min(all.length, AT_ONCE + at));
  }
  await until(() => sent.length === all.length + 1);
  assert.equal(
    sent.map(({ id }) => id),
    [...all, all[0]],
  );
  sent.at(-1)?.answer({ ok: true, seq: 3 });
  await until(() => items().every(({ state }) => state === 'saved'));
});

test('PAGE-3 what was not sent is kept, and sent by the next page', async () => {
  const browser = newBrowser();
  newOutbox(browser).outbox.add(idOf('first'), upvote('a'));
  const second = newOutbox(browser);
  second.outbox.setOpen(true);
  assert.is(second.sent[0]?.id, idOf('first'));
  assert.is(second.sent[0]?.type, 'question.upvote');
});

test('PAGE-3 what is kept and cannot be read is left alone', () => {
  for (const kept of [
    '',
    'no JSON',
    '{}',
    '[{"id":"x"}]',
    '[{"id":"abcdefghijklmnop","action":{}}]',
  ]) {
    assert.equal(newOutbox(newBrowser({ item: kept })).items(), []);
  }
});

test('PAGE-21 what one tab sends or was refused takes nothing from what another keeps', async () => {
  const browser = newBrowser();
  const [one, two] = [newOutbox(browser), newOutbox(browser)];
  one.outbox.add(idOf('first'), upvote('a'));
  two.outbox.add(idOf('second'), upvote('b'));
  const kept = () =>
    new Set(
      newOutbox(browser)
        .items()
        .map(({ id }) => id),
    );
  assert.equal(kept(), new Set([idOf('first'), idOf('second')]));
  two.outbox.setOpen(true);
  const answer = (id: ActionId) => two.sent.find((each) => each.id === id)?.answer;
  answer(idOf('second'))?.({ ok: true, seq: 2 });
  await until(() => two.items().some(({ state }) => state === 'saved'));
  two.outbox.drop(() => true);
  assert.equal(kept(), new Set([idOf('first')]));
});

test('PAGE-21 what a closed tab left unsent goes with the next connection of another', async () => {
  const browser = newBrowser();
  const [one, two] = [newOutbox(browser), newOutbox(browser)];
  two.outbox.setOpen(true);
  one.outbox.add(idOf('first'), upvote('a'));
  one.outbox.add(idOf('second'), takeBack('a'));
  one.outbox.close();
  await until(() => two.sent.length === 1);
  assert.is(two.sent[0]?.id, idOf('first'));
  two.sent[0]?.answer({ ok: true, seq: 2 });
  await until(() => two.sent.length === 2);
  assert.is(two.sent[1]?.id, idOf('second'), 'in the order in which they were made');
});

test('PAGE-21 a refusal taken away in one tab is away in the other', async () => {
  const browser = newBrowser();
  const [one, two] = [newOutbox(browser), newOutbox(browser)];
  one.outbox.setOpen(true);
  one.outbox.add(idOf('first'), upvote('a'));
  one.sent[0]?.answer({ ok: false, reason: 'wrong_state' });
  await until(() => one.items()[0]?.state === 'refused');
  const reopened = newOutbox(browser);
  assert.is(reopened.items()[0]?.reason, 'wrong_state');
  one.outbox.drop(() => true);
  await until(() => reopened.items().length === 0);
  assert.is(two.items().length, 1, 'still on its way there, until the server answers');
});

test('PAGE-22 where the browser keeps nothing, the page says so', () => {
  const { outbox } = newOutbox(newBrowser({}, { full: true }));
  outbox.add(idOf('first'), upvote('a'));
  assert.is(outbox.keeps, false);
  assert.is(newOutbox().outbox.keeps, true);
});

test('PAGE-23 an action that has to queue is sent again under its id when its turn has come, and says when', async () => {
  const { outbox, sent, items } = newOutbox();
  outbox.setOpen(true);
  outbox.add(idOf('first'), upvote('a'));
  const before = Date.now();
  sent[0]?.answer({ ok: false, reason: 'queued', retryMs: 40 });
  await until(() => items()[0]?.againAt !== undefined);
  assert.ok((items()[0]?.againAt ?? 0) >= before + 40);
  assert.is(items()[0]?.state, 'sending');
  await until(() => sent.length === 2);
  assert.ok(Date.now() >= before + 39);
  assert.is(sent[1]?.id, idOf('first'));
  assert.is(items()[0]?.againAt, undefined);
});

test('PAGE-4 an action the server was too busy to judge is sent again', async () => {
  const { outbox, sent, items } = newOutbox();
  outbox.setOpen(true);
  outbox.add(idOf('first'), upvote('a'));
  sent[0]?.answer({ ok: false, reason: 'busy' });
  await until(() => sent.length === 2);
  assert.is(sent[1]?.id, idOf('first'));
  assert.is(items()[0]?.state, 'sending');
});

test('PAGE-4 a refused action stays with its reason until it is dropped', async () => {
  const { outbox, sent, items } = newOutbox();
  outbox.setOpen(true);
  outbox.add(idOf('first'), upvote('a'));
  sent[0]?.answer({ ok: false, reason: 'already_voted' });
  await until(() => items()[0]?.state === 'refused');
  assert.is(items()[0]?.reason, 'already_voted');
  outbox.drop(({ id }) => id === idOf('first'));
  assert.equal(items(), []);
});

test('PAGE-1 an action that is still on its way is never dropped', () => {
  const { outbox, items } = newOutbox();
  outbox.add(idOf('first'), upvote('a'));
  outbox.drop(() => true);
  assert.is(items().length, 1);
});

test('PAGE-4 an action too large for a message is refused here, for it would end every connection', () => {
  const { outbox, sent, items } = newOutbox();
  outbox.setOpen(true);
  const cues = Array.from({ length: 200 }, (_, index) => ({
    id: idOf<CueId>(`cue${index}`),
    title: 'A title that is a little longer than is usual for a cue',
    kind: 'statement' as const,
    speakers: [{ name: 'A minister' }, { name: 'An expert' }],
    durationMs: 60_000,
  }));
  outbox.add(idOf('first'), { type: 'programme.set', programme: { startAt: 0, cues } });
  assert.is(sent.length, 0);
  assert.is(items()[0]?.reason, 'too_large');
});

run();
