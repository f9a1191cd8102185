import * as assert from 'uvu/assert';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startRedis } from '../lib/redis.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('two nodes');

/** Two nodes on one Redis, and an event that each of them may serve. */
async function start(t: Context) {
  const redis = await startRedis(t);
  const settings = { redisUrl: redis.url, secret: 'the same on every node, and long enough' };
  const [a, b] = [await startServer(t, settings), await startServer(t, settings)];
  const event = await createEvent(a);
  const at = ({ url }: { url: string }): LiveEvent => ({ ...event, url });
  return { redis, a, b, onA: at(a), onB: at(b) };
}

test('NODE-1 what is done at one node is seen at the other', async (t) => {
  const { onA, onB } = await start(t);
  const desk = await enter(t, onA, 'desk', 'organiser');
  const phone = await enter(t, onB, 'phone');
  const question = await phone.ask('Who pays for this?');
  await until(() => desk.view.questions[question], { what: 'the question, at the other node' });
  assert.ok((await desk.act({ type: 'moderation.approve', question, revision: 1 })).ok);
  await until(() => phone.view.questions[question], { what: 'its approval' });
  assert.ok((await phone.act({ type: 'question.upvote', question })).ok);
  await until(() => desk.view.questions[question]?.votes === 1, { what: 'the vote' });
});

test('NODE-1 who comes from one node goes on at the other, with what changed since', async (t) => {
  const { b, onA, onB } = await start(t);
  const desk = await enter(t, onB, 'desk', 'organiser');
  const phone = await enter(t, onA, 'phone');
  await desk.act({ type: 'settings.premoderation', on: false });
  const before = await phone.ask('Before?');
  await until(() => phone.view.questions[before], { what: 'the question' });
  const { place, view } = phone;
  phone.close();
  const meanwhile = await desk.ask('Meanwhile?');
  const back = connect(t, { ...phone.browser, url: b.url }, onB.code, 'phone', { place });
  back.resumeFrom(place, view);
  await until(() => back.view.questions[meanwhile], { what: 'what came meanwhile' });
  assert.is(back.welcomes.length, 0, 'no whole view');
});

test('NODE-2 the same action sent to both nodes is one effect and one outcome', async (t) => {
  const { onA, onB } = await start(t);
  const desk = await enter(t, onA, 'desk', 'organiser');
  await desk.act({ type: 'settings.premoderation', on: false });
  const question = await desk.ask('Who pays for this?');
  const phone = await enter(t, onA, 'phone');
  const second = connect(t, { ...phone.browser, url: onB.url }, onB.code, 'phone');
  await until(() => second.welcomes.length > 0, { what: 'the other node' });
  const id = 'thesameaction123' as never;
  const vote = { type: 'question.upvote', question } as const;
  const answers = await Promise.all([phone.act(vote, id), second.act(vote, id)]);
  assert.ok(answers.every(({ ok }) => ok));
  await until(() => desk.view.questions[question]?.votes === 1, { what: 'the vote' });
});

test('NODE-3 a role link that is revoked at one node ends what is open by it at the other', async (t) => {
  const { a, onA, onB } = await start(t);
  const organiser = await enter(t, onA, 'desk', 'organiser');
  const moderator = await enter(t, onB, 'desk', 'moderator');
  const id = await a.app.rooms.find(onA.code);
  assert.ok(id);
  const links = await a.app.rooms.with(id, ({ state }) => [...state.links.values()]);
  const link = links.find(({ role }) => role === 'moderator')?.id;
  assert.ok(link);
  assert.ok((await organiser.act({ type: 'roles.revoke', link })).ok);
  await until(() => moderator.byes.length > 0, { what: 'the end' });
  assert.equal(moderator.byes, ['link_revoked']);
});

test('FOCUS-1 desks at two nodes see what each other has in hand', async (t) => {
  const { onA, onB } = await start(t);
  const here = await enter(t, onA, 'desk', 'moderator');
  const there = await enter(t, onB, 'desk', 'organiser');
  const question = await (await enter(t, onA, 'phone')).ask('Who pays for this?');
  await here.send('focus', { page: 'pageofhere', question, editing: false });
  const other = () => there.presence?.desk?.find(({ page }) => page === 'pageofhere');
  await until(() => other()?.question === question, { what: 'the desk at the other node' });
  await there.send('focus', { page: 'pageofthere', question, editing: true });
  await until(() => here.presence?.desk?.length === 2, { what: 'both' });
  assert.equal(here.presence?.desk?.map(({ mark }) => mark).sort(), ['A', 'B']);
  here.close();
  await until(() => !other(), { what: 'that it left' });
});

test('STEER-8 a display at another node is seen and steered, and at the own one without the plane too', async (t) => {
  const { redis, onA, onB } = await start(t);
  const show = await enter(t, onA, 'show', 'caller');
  const [here, there] = [await enter(t, onA, 'screen'), await enter(t, onB, 'screen')];
  const told: string[] = [];
  here.socket.on('steer', ({ type }) => told.push(`here ${type}`));
  there.socket.on('steer', ({ type }) => told.push(`there ${type}`));
  const report = { view: 'screen', blanked: false, told: false };
  await here.send('display', { ...report, page: 'pageofhere' });
  await until(() => show.presence?.displays?.length === 1, { what: 'the display here' });
  await there.send('display', { ...report, page: 'pageofthere' });
  await until(() => show.presence?.displays?.length === 2, { what: 'both' });
  const order = { type: 'identify' };
  assert.equal(await show.send('steer', { page: 'pageofthere', order }), { ok: true });
  await until(() => told.length === 1, { what: 'the order' });
  redis.kill('SIGKILL');
  await redis.gone();
  assert.equal(await show.send('steer', { page: 'pageofhere', order }), { ok: true });
  await until(() => told.length === 2, { what: 'the order here' });
  assert.equal(told, ['there identify', 'here identify']);
});

test('LIVE-2 people at both nodes are counted at each', async (t) => {
  const { b, onA, onB } = await start(t);
  const desk = await enter(t, onA, 'desk', 'organiser');
  const onOther = await enter(t, onB, 'phone');
  await enter(t, onA, 'phone');
  await onOther.send('here', { mode: 'remote' });
  await until(() => desk.presence?.people === 2 && desk.presence.remote === 1, { what: 'both' });
  await b.app.stop();
  await until(() => desk.presence?.people === 1, { what: 'the end of the other node' });
});

test('NODE-4 a node whose Redis has gone is not ready, refuses for now, and goes on when it is back', async (t) => {
  const { redis, a, onA, onB } = await start(t);
  const desk = await enter(t, onA, 'desk', 'organiser');
  const phone = await enter(t, onB, 'phone');
  const ready = async () => (await fetch(`${a.url}/readyz`)).status;
  assert.is(await ready(), 200);
  redis.kill('SIGKILL');
  await redis.gone();
  await until(async () => (await ready()) === 503, { what: 'the probe' });
  const refused = await phone.act({ type: 'settings.qa', open: false });
  assert.equal(refused, { ok: false, reason: 'not_permitted' }, 'what needs no log is answered');
  const id = 'asked-while-away'.replaceAll('-', '0') as never;
  const ask = { type: 'question.ask', text: 'While away?', asker: { mode: 'room' } } as const;
  assert.equal(await phone.act(ask, id), { ok: false, reason: 'unavailable' });
  assert.ok(desk.view.questions, 'the view is still there');
  await redis.restart();
  await until(async () => (await ready()) === 200, { what: 'the probe' });
  await until(async () => (await phone.act(ask, id)).ok, { what: 'the action, sent again' });
  await until(() => desk.view.questions[id], { what: 'the question at the other node' });
});

test('NODE-5 an event whose log was emptied is gone, and never begins anew', async (t) => {
  const { redis, a, onA } = await start(t);
  const desk = await enter(t, onA, 'desk', 'organiser');
  await redis.client().flushall();
  await until(() => desk.byes.length > 0, { what: 'the end' });
  assert.equal(desk.byes, ['unavailable']);
  const probe = await fetch(`${a.url}/readyz`);
  assert.is(probe.status, 503);
  assert.match(await probe.text(), 'was emptied or replaced');
  const page = await fetch(`${a.url}/api/events/${onA.code}`);
  assert.ok(page.status >= 400);
});

run();
