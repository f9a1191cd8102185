import * as assert from 'uvu/assert';
import type { Place } from '@rostrum/shared/protocol/place';
import { Seals } from '@rostrum/server/identity/seals';
import { createEvent } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('a log that was restored');
const KEY = 'a key for tests alone, of more than 32 characters';

async function start(t: Context) {
  const server = await startServer(t, { secret: KEY });
  const event = await createEvent(server);
  const id = await server.app.rooms.find(event.code);
  if (!id) throw new Error('no such event');
  const desk = await enter(t, event, 'desk', 'organiser');
  const readyz = async () => (await fetch(`${server.url}/readyz`)).text();
  const ahead: Place = { seq: desk.seq + 20, mark: '0123456789ab' };
  return { server, event, id, desk, readyz, ahead };
}

/** As a server with this key and in this epoch would have told it. */
function sealed(key: string, epoch: string, event: string, place: Place): Place {
  return { ...place, mark: new Seals(key, () => epoch).sealed(event as never, place) };
}

test('NODE-6 a place that the server signed and the log does not have holds its event, and no other', async (t) => {
  const { server, event, id, desk, readyz, ahead } = await start(t);
  const place = sealed(KEY, server.app.log.epoch(), id, ahead);
  const back = connect(t, desk.browser, event.code, 'desk', { place });
  await until(() => back.byes.length > 0 && desk.byes.length > 0, { what: 'the end of it' });
  assert.match(
    await readyz(),
    /^ready\nwarning: event \w+ is held: entry \d+ was there and is not/,
  );
  assert.is((await fetch(`${server.url}/api/events/${event.code}`)).status, 503);
  await enter(t, await createEvent(server), 'phone');
  await server.app.log.accept();
  const again = connect(t, desk.browser, event.code, 'desk', { place });
  await until(() => again.welcomes.length === 1, { what: 'the whole view' });
  assert.ok((await again.act({ type: 'settings.qa', open: false })).ok);
  assert.is(await readyz(), 'ready\n');
});

test('NODE-7 what was signed with another key, in another epoch, for another place or not at all alarms once and stops nothing', async (t) => {
  const { server, event, id, desk, readyz, ahead } = await start(t);
  const epoch = server.app.log.epoch();
  const signed = sealed(KEY, epoch, id, ahead);
  const claims = [
    ahead,
    sealed('another key', epoch, id, ahead),
    sealed(KEY, 'another epoch', id, ahead),
    sealed(KEY, epoch, 'another event', ahead),
    { ...signed, seq: signed.seq + 1 },
    { ...desk.place, mark: signed.mark },
  ];
  for (const place of claims) {
    const back = connect(t, desk.browser, event.code, 'desk', { place });
    await until(() => back.welcomes.length === 1, { what: 'the whole view' });
    assert.ok((await back.act({ type: 'settings.qa', open: false })).ok);
  }
  await until(() => server.troubles.length > 0, { what: 'the alarm' });
  assert.is(server.troubles.length, 1);
  const [[{ err }]] = server.troubles as [[{ err: Error }]];
  assert.match(err.message, /a client of event \w+ says that it was at entry \d+/);
  assert.is(await readyz(), 'ready\n');
});

test('NODE-6 a node that is a moment behind the one that told a place holds nothing', async (t) => {
  const { server, event, desk, readyz } = await start(t);
  const answers = Array.from({ length: 30 }, (_, n) =>
    desk.act({ type: 'settings.qa', open: n % 2 === 0 }),
  );
  await Promise.all(answers);
  await until(() => desk.patches.length > 0, { what: 'a patch' });
  const back = connect(t, desk.browser, event.code, 'desk', { place: desk.place });
  await until(() => back.patches.length + back.welcomes.length > 0, { what: 'the view' });
  assert.is(await readyz(), 'ready\n');
  assert.equal(server.troubles, []);
});

run();
