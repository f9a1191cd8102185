import * as assert from 'uvu/assert';
import { DISPLAYS_MAX, type SteerOrder } from '@rostrum/shared/protocol/displays';
import { createEvent } from '../lib/browser.ts';
import { enter, type Client } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('steering');

const SCREEN = { page: 'pageofscreen', view: 'screen', blanked: false, told: false };
const IDENTIFY = { page: SCREEN.page, order: { type: 'identify' } };

/** Everything that a display was told to do. */
function ordersTo({ socket }: Client): SteerOrder[] {
  const orders: SteerOrder[] = [];
  socket.on('steer', (order) => orders.push(order));
  return orders;
}

async function start(t: Context) {
  const event = await createEvent(await startServer(t));
  const show = await enter(t, event, 'show', 'caller');
  const screen = await enter(t, event, 'screen');
  return { event, show, screen, orders: ordersTo(screen) };
}

test('STEER-1 desk and show are told which displays are open and what they show, phones are not', async (t) => {
  const { event, show, screen } = await start(t);
  const desk = await enter(t, event, 'desk', 'moderator');
  const phone = await enter(t, event, 'phone');
  const podium = await enter(t, event, 'podium', 'chair');
  assert.equal(await screen.send('display', SCREEN), { ok: true, number: 1 });
  const report = { ...SCREEN, page: 'pageofpodium', view: 'podium' };
  assert.equal(await podium.send('display', report), { ok: true, number: 2 });
  const both = [
    { ...SCREEN, number: 1 },
    { ...report, number: 2 },
  ];
  for (const crew of [desk, show]) {
    await until(() => crew.presence?.displays?.length === 2, { what: 'both displays' });
    assert.equal(crew.presence?.displays, both);
  }
  await screen.send('display', { ...SCREEN, blanked: true });
  await until(() => show.presence?.displays?.[0]?.blanked, { what: 'that it is blank' });
  screen.close();
  await until(() => show.presence?.displays?.length === 1, { what: 'that one has gone' });
  for (const other of [phone, podium]) assert.not.match(JSON.stringify(other.frames), SCREEN.page);
});

test('STEER-2 a display that comes back has its number again, unless another one has it', async (t) => {
  const { event, screen } = await start(t);
  await screen.send('display', SCREEN);
  const second = await enter(t, event, 'screen');
  await second.send('display', { ...SCREEN, page: 'pageofsecond' });
  second.close();
  const again = await enter(t, event, 'screen');
  const before = { number: 2, page: 'pageofsecond' };
  const report = { ...SCREEN, page: 'pageofagain', before };
  await until(async () => {
    const { number } = (await again.send('display', report)) as { number?: number };
    return number === 2;
  });
  const copy = await enter(t, event, 'screen');
  const answer = await copy.send('display', { ...report, page: 'pageofcopy' });
  assert.equal(answer, { ok: true, number: 3 });
});

test('STEER-3 moderators, callers and organisers tell a display what to do, and nobody else', async (t) => {
  const { event, show, screen, orders } = await start(t);
  await screen.send('display', SCREEN);
  const crew = [
    show,
    await enter(t, event, 'desk', 'moderator'),
    await enter(t, event, 'desk', 'organiser'),
  ];
  for (const one of crew) assert.equal(await one.send('steer', IDENTIFY), { ok: true });
  await until(() => orders.length === 3, { what: 'the orders' });
  const refused = { ok: false, reason: 'not_permitted' };
  for (const other of [
    screen,
    await enter(t, event, 'phone'),
    await enter(t, event, 'overlay'),
    await enter(t, event, 'podium', 'chair'),
  ]) {
    assert.equal(await other.send('steer', IDENTIFY), refused);
  }
  assert.equal(orders, Array(3).fill({ type: 'identify' }));
});

test('STEER-3 a display of another event, or one that has gone, is not there', async (t) => {
  const { show, screen } = await start(t);
  const elsewhere = await start(t);
  await elsewhere.screen.send('display', SCREEN);
  const unknown = { ok: false, reason: 'unknown_display' };
  assert.equal(await show.send('steer', IDENTIFY), unknown);
  await screen.send('display', SCREEN);
  assert.equal(await show.send('steer', IDENTIFY), { ok: true });
  assert.equal(elsewhere.orders, []);
});

test('STEER-4 a display says of itself no more than its page can show', async (t) => {
  const { event, screen } = await start(t);
  const refused = { ok: false, reason: 'not_permitted' };
  for (const view of ['podium', 'overlay-auto']) {
    assert.equal(await screen.send('display', { ...SCREEN, view }), refused);
  }
  const phone = await enter(t, event, 'phone');
  const desk = await enter(t, event, 'desk', 'moderator');
  for (const other of [phone, desk]) assert.equal(await other.send('display', SCREEN), refused);
  const invalid = { ok: false, reason: 'invalid' };
  assert.equal(await screen.send('display', { ...SCREEN, view: 'desk' }), invalid);
});

test('STEER-9 a crowd that opens displays does not hide the one of the hall from the crew', async (t) => {
  const { event, show, screen } = await start(t);
  await screen.send('display', SCREEN);
  assert.equal(await show.send('steer', IDENTIFY), { ok: true });
  const crowd = await Promise.all(
    Array.from({ length: DISPLAYS_MAX }, () => enter(t, event, 'screen')),
  );
  const answers = await Promise.all(
    crowd.map((one, index) => one.send('display', { ...SCREEN, page: `pageofcrowd${index}` })),
  );
  assert.is(answers.filter((answer) => !(answer as { ok: boolean }).ok).length, 1);
  const hall = await enter(t, event, 'screen', 'chair');
  const report = { ...SCREEN, page: 'pageofhall', view: 'timer' };
  assert.equal(await hall.send('display', report), { ok: true, number: DISPLAYS_MAX });
  await until(() => show.presence?.displays?.some(({ page }) => page === report.page), {
    what: 'the display of the hall',
  });
  assert.is(show.presence?.displays?.length, DISPLAYS_MAX);
  assert.is(show.presence?.displays?.[0]?.page, SCREEN.page);
});

run();
