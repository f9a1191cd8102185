import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('presence');

test('LIVE-4 desk and show are told who is here when it changes, phones are not', async (t) => {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'moderator');
  await until(() => desk.presence, { what: 'the count' });
  assert.equal(desk.presence, { people: 0, room: 0, remote: 0 });
  const ana = await enter(t, event, 'phone');
  const ben = await enter(t, event, 'phone');
  assert.equal(await ana.send('here', { mode: 'room' }), { ok: true });
  assert.equal(await ben.send('here', { mode: 'remote' }), { ok: true });
  await until(() => desk.presence?.room === 1 && desk.presence.remote === 1, { what: 'both' });
  assert.is(desk.presence?.people, 2);
  const show = await enter(t, event, 'show', 'caller');
  await until(() => show.presence?.people === 2, { what: 'the count, at once' });
  ana.close();
  await until(() => show.presence?.people === 1, { what: 'one who left' });
  assert.is(ben.presence, undefined);
});

test('LIVE-4 where a phone says it is must be one of the two', async (t) => {
  const event = await createEvent(await startServer(t));
  const phone = await enter(t, event, 'phone');
  assert.equal(await phone.send('here', { mode: 'moon' }), { ok: false, reason: 'invalid' });
});

test('FOCUS-1 desks learn what another desk has in hand, by a letter that only it has', async (t) => {
  const event = await createEvent(await startServer(t));
  const one = await enter(t, event, 'desk', 'moderator');
  const other = await enter(t, event, 'desk', 'moderator');
  const question = await (await enter(t, event, 'phone')).ask('Who pays?');
  assert.equal(await one.send('focus', { page: 'pageofone', editing: false }), { ok: true });
  const onIt = { page: 'pageofother', question, editing: true };
  assert.equal(await other.send('focus', onIt), { ok: true });
  await until(() => one.presence?.desk?.length === 2, { what: 'the colleague' });
  assert.equal(one.presence?.desk, [
    { page: 'pageofone', editing: false, mark: 'A' },
    { ...onIt, mark: 'B' },
  ]);
  one.close();
  await until(() => other.presence?.desk?.length === 1, { what: 'that one left' });
  assert.is(other.presence?.desk?.[0]?.mark, 'B');
});

test('FOCUS-2 what a desk has in hand is told to desks only, and taken from desks only', async (t) => {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'moderator');
  const show = await enter(t, event, 'show', 'caller');
  const phone = await enter(t, event, 'phone');
  const focus = { page: 'pageofdesk', editing: false };
  assert.equal(await phone.send('focus', focus), { ok: false, reason: 'not_permitted' });
  await desk.send('focus', focus);
  await until(() => desk.presence?.desk, { what: 'the desk' });
  await until(() => show.presence?.people === 1, { what: 'the phone' });
  assert.not.match(JSON.stringify([show.frames, phone.frames]), 'pageofdesk');
});

test('INCIDENT-5 browsers that nobody knew are a burst on the desk, those that come back are none', async (t) => {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'moderator');
  const show = await enter(t, event, 'show', 'caller');
  const phone = await enter(t, event, 'phone');
  const come = async (headers = {}) => {
    const own = `${event.url}/api/events/${event.code}/mine`;
    await Promise.all(Array.from({ length: 120 }, () => fetch(own, { headers })));
  };
  await come({ Cookie: phone.browser.cookie });
  await phone.send('here', { mode: 'room' });
  await until(() => desk.presence?.room === 1, { what: 'the next look' });
  assert.is(desk.presence?.bursts, undefined);
  await come();
  await until(() => desk.presence?.bursts, { what: 'the burst' });
  assert.equal(desk.presence?.bursts, ['people']);
  await phone.send('here', { mode: 'remote' });
  await until(() => show.presence?.remote === 1, { what: 'the look after it' });
  assert.is(show.presence?.bursts, undefined);
});

run();
