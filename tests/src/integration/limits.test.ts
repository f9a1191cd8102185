import * as assert from 'uvu/assert';
import type { ParticipantId } from '@rostrum/shared/domain/ids';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent } from '../lib/browser.ts';
import { connect, enter, type Client } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { largeProgramme } from '../lib/event.ts';
import { metric, startServer } from '../lib/server.ts';

const { test, run } = suite('limits');
/** Patches of a quarter of a megabyte: more than a connection and its buffers in the kernel take in. */
const BEFORE_CUT_MAX = 200;
const AFTER_CUT = 40;

async function start(t: Context) {
  const server = await startServer(t);
  return { server, event: await createEvent(server) };
}

/** Stops reading from the connection, so that what comes piles up at the server; and reads again. */
function pause(client: Client): () => void {
  const { transport } = client.socket.io.engine as unknown as {
    transport: { ws: { pause(): void; resume(): void } };
  };
  transport.ws.pause();
  return () => transport.ws.resume();
}

test('SOCK-12 a message over 32 KB ends the connection, and has no effect', async (t) => {
  const { event } = await start(t);
  for (const transport of ['websocket', 'polling'] as const) {
    const options = { transports: [transport] };
    const desk = await enter(t, event, 'desk', 'organiser', options);
    const action = { type: 'question.ask', text: 'x'.repeat(33_000), asker: { mode: 'room' } };
    void desk.send('act', { id: newId(), action }).catch(() => {});
    await until(() => desk.socket.disconnected, { what: 'the end' });
  }
  const desk = await enter(t, event, 'desk', 'organiser');
  assert.equal(desk.view.questions, {});
});

test('ASK-1 a question of too many characters is refused as too long, and 500 emoji families are not', async (t) => {
  const { event } = await start(t);
  const desk = await enter(t, event, 'desk', 'organiser');
  const ask = (text: string) =>
    desk.act({ type: 'question.ask', text, asker: { mode: 'room' as const } });
  const family = '👨🏽‍👩🏽‍👧🏽‍👦🏽';
  assert.equal(await ask(family.repeat(501)), { ok: false, reason: 'too_long' });
  assert.is((await ask(family.repeat(500))).ok, true);
  await desk.act({ type: 'settings.set', questionLength: 50 });
  // With one under way the node gives no other advice, and still counts.
  const answers = await Promise.all([ask('Short?'), ask('x'.repeat(51))]);
  assert.equal(answers[1], { ok: false, reason: 'too_long' });
});

test('SOCK-13 who sends faster than a person can is told so, and after a while is heard again', async (t) => {
  const { event } = await start(t);
  const phone = await enter(t, event, 'phone');
  const id = newId();
  const answers = await Promise.all(Array.from({ length: 60 }, () => phone.clock()));
  assert.ok(answers.slice(0, 40).every((answer) => 'now' in answer));
  assert.equal(answers.at(-1), { ok: false, reason: 'too_fast' });
  const asked = { type: 'question.ask', text: 'Now?', asker: { mode: 'room' } } as const;
  assert.equal(await phone.act(asked, id), { ok: false, reason: 'too_fast' });
  await until(async () => (await phone.act(asked, id)).ok, { everyMs: 100, what: 'the outcome' });
});

test('SOCK-13 the crew may act on hundreds of questions at once', async (t) => {
  const { event } = await start(t);
  const desk = await enter(t, event, 'desk', 'moderator');
  const answers = await Promise.all(Array.from({ length: 500 }, () => desk.clock()));
  assert.ok(answers.every((answer) => 'now' in answer));
});

test('SOCK-13 who goes on all the same is disconnected, and nobody else', async (t) => {
  const { event } = await start(t);
  const phone = await enter(t, event, 'phone');
  const other = await enter(t, event, 'phone');
  const socket = phone.socket as unknown as { emit(name: string, ...args: unknown[]): void };
  for (let sent = 0; sent < 1_000; sent += 1) socket.emit(sent % 2 ? 'clock' : 'nothing', {});
  await until(() => phone.socket.disconnected, { what: 'the end' });
  assert.equal(phone.byes, ['too_fast']);
  assert.ok('now' in (await other.clock()));
});

test('SOCK-14 who does not read is cut off, costs nothing more, and catches up at once when it reads again', async (t) => {
  const { server, event } = await start(t);
  const id = await server.app.rooms.find(event.code);
  assert.ok(id);
  const slow = await enter(t, event, 'phone');
  const quick = await enter(t, event, 'phone');
  const room = await server.app.rooms.with(id, (opened) => opened);
  const organiser = [...room.state.links.values()].find(({ role }) => role === 'organiser');
  assert.ok(organiser);
  const by = { participant: newId<ParticipantId>(), link: organiser.id };
  let sets = 0;
  const change = async () => {
    const programme = largeProgramme(`set${(sets += 1)}n`);
    assert.ok((await room.act(by, newId(), { type: 'programme.set', programme })).ok);
    await until(() => quick.seq === room.state.seq, { everyMs: 1, what: 'the patch' });
  };
  const cuts = () => metric(server, 'rostrum_cut_sockets_total');

  const resume = pause(slow);
  while ((await cuts()) === 0 && sets < BEFORE_CUT_MAX) await change();
  assert.is(await cuts(), 1);
  const toldAtCut = quick.patches.length;
  for (let n = 0; n < AFTER_CUT; n += 1) await change();
  assert.is(await cuts(), 1);

  resume();
  await until(() => slow.seq === room.state.seq, { what: 'the state as it is' });
  assert.equal(slow.view, quick.view);
  assert.is(slow.patches.length, toldAtCut + 1, 'all of the rest in one');
  await change();
  await until(() => slow.seq === room.state.seq, { what: 'what comes after' });
  assert.is(slow.welcomes.length, 1);
  assert.ok(slow.socket.connected);
});

test('SOCK-14 who does not read but asks for more and more is sent no more', async (t) => {
  const { server, event } = await start(t);
  const id = await server.app.rooms.find(event.code);
  assert.ok(id);
  const slow = await enter(t, event, 'phone');
  await server.app.rooms.with(id, async (room) => {
    const organiser = [...room.state.links.values()].find(({ role }) => role === 'organiser');
    const by = { participant: newId<ParticipantId>(), link: organiser?.id as never };
    const programme = largeProgramme('large');
    assert.ok((await room.act(by, newId(), { type: 'programme.set', programme })).ok);
  });
  await until(() => slow.patches.length === 1, { what: 'the patch' });
  const before = slow.welcomes.length;
  const elsewhere = { seq: 1, mark: '0123456789ab' };
  const resume = pause(slow);
  const answers = Array.from({ length: 39 }, () => slow.sync(elsewhere).catch(() => undefined));
  resume();
  const refused = (await Promise.all(answers)).filter((answer) => answer?.ok === false);
  assert.equal(refused[0], { ok: false, reason: 'too_fast' });
  assert.is(slow.welcomes.length - before, 39 - refused.length);
});

test('SOCK-15 sockets that are gone are forgotten', async (t) => {
  const { server, event } = await start(t);
  const phones = await Promise.all(Array.from({ length: 5 }, () => enter(t, event, 'phone')));
  const open = () => metric(server, 'rostrum_sockets{surface="phone"}');
  assert.is(await open(), 5);
  // Some leave while they are being let in.
  for (const phone of phones.slice(1)) phone.close();
  for (const phone of phones.slice(1)) {
    const brief = connect(t, phone.browser, event.code, 'phone');
    brief.socket.on('connect', () => brief.close());
  }
  await until(async () => (await open()) === 1, { what: 'the others gone' });
});

run();
