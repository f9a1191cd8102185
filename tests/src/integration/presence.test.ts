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

run();
