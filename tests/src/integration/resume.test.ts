import * as assert from 'uvu/assert';
import type { ParticipantId } from '@rostrum/shared/domain/ids';
import type { Place } from '@rostrum/shared/protocol/place';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent } from '../lib/browser.ts';
import { connect, enter, type Client } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer, type OwnServer } from '../lib/server.ts';

/** No log of these tests gets there. */
const AHEAD: Place = { seq: 1_000_000, mark: '0123456789ab' };

const { test, run } = suite('resume');
/** As many flushes as a room remembers, and some. */
const MANY_FLUSHES = 1_100;

async function start(t: Context) {
  const server = await startServer(t);
  const event = await createEvent(server);
  return { server, event, desk: await enter(t, event, 'desk', 'organiser') };
}

async function roomOf({ app }: OwnServer, { code }: Awaited<ReturnType<typeof createEvent>>) {
  const id = await app.rooms.find(code);
  if (!id) throw new Error('no such event');
  return app.rooms.with(id, (room) => room);
}

const setQa = (desk: Client, open: boolean) => desk.act({ type: 'settings.qa', open });

test('SOCK-5 the same action sent twice is one effect and one outcome, across connections too', async (t) => {
  const { event, desk } = await start(t);
  await desk.act({ type: 'settings.premoderation', on: false });
  const phone = await enter(t, event, 'phone');
  const question = await phone.ask('Who pays?');
  const vote = { type: 'question.upvote', question } as const;
  const id = newId();
  const together = await Promise.all([phone.act(vote, id), phone.act(vote, id)]);
  assert.ok(together.every(({ ok }) => ok));
  phone.close();
  const again = connect(t, phone.browser, event.code, 'phone');
  await until(() => again.welcomes.length === 1, { what: 'the welcome' });
  assert.ok((await again.act(vote, id)).ok);
  assert.equal(await again.act(vote), { ok: false, reason: 'already_voted' });
  await until(() => desk.view.questions[question]?.votes === 1, { what: 'the vote' });
  assert.is((await again.act({ type: 'question.takeBack', question })).ok, true);
  assert.ok((await again.act(vote, id)).ok, 'the outcome it had, and no second effect');
  await until(() => desk.view.questions[question]?.votes === 0, { what: 'the vote taken back' });
});

test('SOCK-6 who comes back gets what changed since, and no more', async (t) => {
  const { event, desk } = await start(t);
  await desk.act({ type: 'settings.premoderation', on: false });
  const phone = await enter(t, event, 'phone');
  const before = await phone.ask('Before?');
  await until(() => phone.view.questions[before], { what: 'the question' });
  const { place } = phone;
  phone.close();
  const meanwhile = await desk.ask('Meanwhile?');
  const back = connect(t, phone.browser, event.code, 'phone', { place });
  // The flush under way may bring a second one, which says the same.
  await until(() => back.patches.length > 0 && back.mines.length > 0, { what: 'the patch' });
  const [patch] = back.patches;
  assert.equal(Object.keys(patch?.questions ?? {}), [meanwhile]);
  assert.ok((patch?.from ?? Infinity) <= place.seq && (patch?.seq ?? 0) > place.seq);
  assert.equal(
    back.mine?.questions.map(({ id }) => id),
    [before],
  );
  assert.is(back.welcomes.length, 0);
});

test('SOCK-6 who missed nothing is told so', async (t) => {
  const { event, desk } = await start(t);
  const answer = await setQa(desk, false);
  assert.ok(answer.ok);
  await until(() => desk.seq === answer.seq, { what: 'the patch' });
  const back = connect(t, desk.browser, event.code, 'desk', { place: desk.place });
  await until(() => back.patches.length === 1, { what: 'the patch' });
  assert.equal(back.patches, [{ from: desk.seq, ...desk.place }]);
});

test('SOCK-6 who comes from a seq that is unknown or too far back gets the whole view', async (t) => {
  const { server, event, desk } = await start(t);
  const ahead = connect(t, desk.browser, event.code, 'desk', { place: AHEAD });
  await until(() => ahead.welcomes.length === 1, { what: 'the welcome' });
  const room = await roomOf(server, event);
  const placeAt = async (seq: number): Promise<Place> => {
    const [entry] = await server.app.log.read(room.event, seq, 1);
    return { seq, mark: entry?.mark ?? '' };
  };
  const question = await desk.ask('Who pays?');
  assert.ok((await desk.act({ type: 'moderation.approve', question, revision: 1 })).ok);
  const organiser = [...room.state.links.values()].find(({ role }) => role === 'organiser');
  assert.ok(organiser);
  const by = { participant: newId<ParticipantId>(), link: organiser.id };
  for (let flush = 0; flush < MANY_FLUSHES; flush += 1) {
    // A change of what is live is flushed at once: one flush an action.
    const type = flush % 2 === 0 ? 'moderation.stage' : 'moderation.answered';
    assert.ok((await room.act(by, newId(), { type, question })).ok);
  }
  const old = connect(t, desk.browser, event.code, 'desk', { place: await placeAt(2) });
  await until(() => old.welcomes.length === 1, { what: 'the welcome' });
  assert.is(old.seq, room.state.seq);
  const place = await placeAt(room.state.seq - 500);
  const recent = connect(t, desk.browser, event.code, 'desk', { place });
  await until(() => recent.patches.length === 1, { what: 'the patch' });
  assert.equal(Object.keys(recent.patches[0]?.questions ?? {}), [question]);
});

test('SOCK-6 whoever comes back at any time, from any seq, ends with the view of those who stayed', async (t) => {
  const { event, desk } = await start(t);
  await desk.act({ type: 'settings.premoderation', on: false });
  const stayed = await enter(t, event, 'phone');
  const views = [{ place: stayed.place, view: stayed.view }];
  const ids = [];
  for (let n = 0; n < 8; n += 1) {
    const id = await desk.ask(`Number ${n}?`);
    ids.push(id);
    await until(() => stayed.view.questions[id], { what: 'the question' });
    views.push({ place: stayed.place, view: stayed.view });
    if (n % 3 === 0)
      await desk.act({ type: 'moderation.dismiss', question: id, reason: 'no_time' });
    else await stayed.act({ type: 'question.upvote', question: id });
  }
  const { seq: last } = (await setQa(desk, false)) as { seq: number };
  await until(() => stayed.seq >= last, { what: 'the last change' });
  for (const { place, view } of views) {
    const back = connect(t, stayed.browser, event.code, 'phone', { place });
    back.resumeFrom(place, view);
    await until(() => back.seq >= last, { what: `the patch from ${place.seq}` });
    assert.equal(back.view, stayed.view);
    assert.is(back.welcomes.length, 0);
    back.close();
  }
});

test('SOCK-6 who comes from a log that is not this one gets the whole view', async (t) => {
  const { event, desk } = await start(t);
  assert.ok((await setQa(desk, false)).ok);
  const place = { seq: desk.seq, mark: AHEAD.mark };
  const back = connect(t, desk.browser, event.code, 'desk', { place });
  await until(() => back.welcomes.length === 1, { what: 'the welcome' });
  assert.is(back.patches.length, 0);
});

test('SOCK-7 sync brings a client from the seq it names to now', async (t) => {
  const { desk } = await start(t);
  const { place } = desk;
  const answer = await setQa(desk, false);
  assert.ok(answer.ok);
  await until(() => desk.seq === answer.seq, { what: 'the patch' });
  desk.patches.length = 0;
  assert.equal(await desk.sync(place), { ok: true });
  assert.is(desk.patches.length, 1);
  assert.is(desk.patches[0]?.settings?.qaOpen, false);
  assert.equal(await desk.sync(AHEAD), { ok: true });
  assert.is(desk.welcomes.length, 2, 'all of it, from a seq that is unknown');
});

test('SOCK-8 the clock is the log’s', async (t) => {
  const { server, desk } = await start(t);
  const before = server.app.log.now();
  const answer = await desk.clock();
  assert.ok('now' in answer);
  assert.ok(answer.now >= before && answer.now <= server.app.log.now());
});

run();
