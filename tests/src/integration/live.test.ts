import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { connect, enter, type Client } from '../lib/client.ts';
import { createEvent } from '../lib/browser.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('live');

async function start(t: Context) {
  const server = await startServer(t);
  const event = await createEvent(server);
  return { server, event, desk: await enter(t, event, 'desk', 'moderator') };
}

/** Waits until this client shows the question in the state given. */
async function shows(client: Client, id: QuestionId, state: string) {
  await until(() => client.view.questions[id]?.state === state, { what: `${id} ${state}` });
}

async function approve(desk: Client, question: QuestionId) {
  assert.ok((await desk.act({ type: 'moderation.approve', question, revision: 1 })).ok);
}

test('SOCK-1 a question goes from phone to desk to phones to podium, and its votes with it', async (t) => {
  const { event, desk } = await start(t);
  const author = await enter(t, event, 'phone');
  const others = [await enter(t, event, 'phone'), await enter(t, event, 'phone')];
  const podium = await enter(t, event, 'podium', 'chair');
  const show = await enter(t, event, 'show', 'caller');

  const question = await author.ask('Who pays for this?', 'Ana');
  await shows(desk, question, 'pending');
  await approve(desk, question);
  for (const phone of [author, ...others]) await shows(phone, question, 'approved');
  await until(() => podium.stage.next[0]?.id === question, { what: 'what is next' });

  for (const phone of others)
    assert.ok((await phone.act({ type: 'question.upvote', question })).ok);
  for (const client of [author, desk]) {
    await until(() => client.view.questions[question]?.votes === 2, { what: 'the votes' });
  }

  assert.ok((await desk.act({ type: 'moderation.stage', question })).ok);
  for (const client of [podium, show]) {
    await until(() => client.stage.live?.id === question, { what: 'the stage' });
    assert.is(client.stage.live?.text, 'Who pays for this?');
    assert.equal(client.stage.live?.asker, { name: 'Ana', mode: 'room' });
  }
  await shows(author, question, 'live');
  const clients = [author, ...others, desk, podium, show];
  assert.ok(
    clients.every(({ welcomes }) => welcomes.length === 1),
    'all of it came as patches',
  );
});

test('SOCK-1 once an action is acknowledged, whoever comes sees its effect', async (t) => {
  const { event, desk } = await start(t);
  const question = await (await enter(t, event, 'phone')).ask('Who pays?');
  await approve(desk, question);
  const late = await enter(t, event, 'phone');
  assert.is(late.view.questions[question]?.state, 'approved');
});

test('SOCK-1 the seq of an acknowledgement is one that the view reaches with the effect in it', async (t) => {
  const { event, desk } = await start(t);
  const phone = await enter(t, event, 'phone');
  const question = await phone.ask('Who pays?');
  await approve(desk, question);
  await shows(phone, question, 'approved');
  const answer = await phone.act({ type: 'question.upvote', question });
  assert.ok(answer.ok);
  await until(() => phone.seq >= answer.seq, { what: 'the seq' });
  assert.is(phone.view.questions[question]?.votes, 1);
});

test('SOCK-2 what came over a phone’s wire holds nothing that its view does not name', async (t) => {
  const { server, event, desk } = await start(t);
  const author = await enter(t, event, 'phone');
  const other = await enter(t, event, 'phone');
  const podium = await enter(t, event, 'podium', 'chair');
  const hidden = ['PENDINGTEXT', 'PENDINGNAME', 'DISMISSEDTEXT', 'MODERATORNOTE', 'EDITEDTEXT'];
  await author.ask('PENDINGTEXT', 'PENDINGNAME');
  const dismissed = await author.ask('DISMISSEDTEXT');
  const note = 'MODERATORNOTE';
  await desk.act({ type: 'moderation.dismiss', question: dismissed, reason: 'off_topic', note });
  const shown = await author.ask('SHOWNTEXT');
  await approve(desk, shown);
  await shows(other, shown, 'approved');
  await desk.act({ type: 'moderation.restore', question: shown, to: 'pending' });
  await author.act({ type: 'question.edit', question: shown, text: 'EDITEDTEXT' });
  await other.act({ type: 'question.upvote', question: shown });
  const last = await other.ask('LASTTEXT');
  await approve(desk, last);
  await shows(other, last, 'approved');
  await shows(author, last, 'approved');

  const late = await enter(t, event, 'phone');
  assert.is(await other.sync(other.place).then((outcome) => outcome.ok), true);
  await until(() => podium.stage.next[0]?.id === last, { what: 'the podium' });
  const frames = [...other.frames, ...late.frames, ...podium.frames].join('\n');
  assert.match(frames, 'LASTTEXT', 'the frames are read');
  assert.match(frames, 'SHOWNTEXT', 'the frames are read');
  for (const text of hidden) assert.not.match(frames, text);
  assert.not.match(author.frames.join('\n'), 'MODERATORNOTE');

  const id = await server.app.rooms.find(event.code);
  assert.ok(id);
  const state = await server.app.rooms.with(id, (room) => room.state);
  const people = [...state.voters.keys(), ...[...state.questions.values()].map((q) => q.author)];
  const all = [author, other, late, podium, desk].flatMap((client) => client.frames).join('\n');
  for (const participant of people) assert.not.match(all, participant);
});

test('SOCK-3 what is a participant’s own goes to their sockets and to no other', async (t) => {
  const { event, desk } = await start(t);
  const ana = await enter(t, event, 'phone');
  const anaToo = connect(t, ana.browser, event.code, 'phone');
  const ben = await enter(t, event, 'phone');
  await until(() => anaToo.welcomes.length === 1, { what: 'the second phone' });

  const question = await ana.ask('Who pays?');
  for (const phone of [ana, anaToo]) {
    await until(() => phone.mine?.questions[0]?.state === 'pending', { what: 'the own question' });
  }
  await approve(desk, question);
  await until(() => ana.mine?.questions[0]?.state === 'approved', { what: 'its state' });
  await shows(anaToo, question, 'approved');
  await anaToo.act({ type: 'question.upvote', question });
  await until(() => ana.mine?.votes.includes(question), { what: 'the own vote' });
  await until(() => ben.view.questions[question]?.votes === 1, { what: 'the vote' });
  assert.equal(ben.mines, []);
  assert.equal(desk.mines, []);
});

test('SOCK-4 many changes at once come as few patches, the same to all of an audience', async (t) => {
  const { event, desk } = await start(t);
  const phones = await Promise.all(Array.from({ length: 30 }, () => enter(t, event, 'phone')));
  const [watching] = phones as [Client, ...Client[]];
  const question = await watching.ask('Who pays?');
  await approve(desk, question);
  await Promise.all(phones.map((phone) => shows(phone, question, 'approved')));
  for (const phone of phones) phone.patches.length = 0;
  const votes = phones.map((phone) => phone.act({ type: 'question.upvote', question }));
  assert.ok((await Promise.all(votes)).every(({ ok }) => ok));
  const done = () => phones.every(({ view }) => view.questions[question]?.votes === 30);
  await until(done, { what: 'the votes' });
  assert.ok(watching.patches.length <= 10, `${watching.patches.length} patches for 30 votes`);
  for (const phone of phones) assert.equal(phone.patches, watching.patches);
});

test('SOCK-4 a change of what is on stage is sent at once, before its own acknowledgement', async (t) => {
  const { event, desk } = await start(t);
  const phone = await enter(t, event, 'phone');
  const question = await phone.ask('Who pays?');
  await approve(desk, question);
  // The vote has just been flushed, so that all but the stage would wait for the next flush.
  await phone.act({ type: 'question.upvote', question });
  await until(() => desk.view.questions[question]?.votes === 1, { what: 'the vote' });
  await desk.act({ type: 'moderation.stage', question });
  assert.is(desk.view.questions[question]?.state, 'live');
});

run();
