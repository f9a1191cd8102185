import * as assert from 'uvu/assert';
import type { Patch } from '@rostrum/shared/domain/patch';
import type { LinkId, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { enter, type Client } from '../lib/client.ts';
import { largeProgramme } from '../lib/event.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { enterRaw } from '../lib/raw-client.ts';
import { metric, startServer, type OwnServer } from '../lib/server.ts';

const { test, run } = suite('fanout');
/** Votes that come together. */
const AT_ONCE = 10;
const ROUNDS = 30;
/** Patches of 50 KB: more than a connection and its buffers in the kernel take in. */
const ROUNDS_MAX = 1_000;

async function start(t: Context) {
  const server = await startServer(t);
  const event = await createEvent(server);
  const desk = await enter(t, event, 'desk', 'organiser');
  await desk.act({ type: 'settings.premoderation', on: false });
  return { server, event, question: await desk.ask('Who pays?') };
}

async function roomOf({ app }: OwnServer, { code }: LiveEvent) {
  const id = await app.rooms.find(code);
  if (!id) throw new Error('no such event');
  return app.rooms.with(id, (room) => room);
}

/** Votes by ever other people, some at a time, until it `isOver`; gives how many there were. */
async function storm(
  room: Awaited<ReturnType<typeof roomOf>>,
  question: QuestionId,
  isOver: (rounds: number) => boolean,
): Promise<number> {
  let rounds = 0;
  for (; !isOver(rounds); rounds += 1) {
    const votes = Array.from({ length: AT_ONCE }, () => {
      const by = { participant: newId<ParticipantId>() };
      return room.act(by, newId(), { type: 'question.upvote', question });
    });
    assert.ok((await Promise.all(votes)).every(({ ok }) => ok));
  }
  return rounds * AT_ONCE;
}

const patchFrames = ({ frames }: Client) => frames.filter((text) => text.startsWith('2["patch"'));

const cuts = (server: OwnServer) => metric(server, 'rostrum_cut_sockets_total');
const framesSent = (server: OwnServer, way: 'straight' | 'ordinary') =>
  metric(server, `rostrum_patch_frames_total{way="${way}"}`);

test('SOCK-20 whatever its transport and its library, a client hears the same patches in the same words', async (t) => {
  const { server, event, question } = await start(t);
  const room = await roomOf(server, event);
  const webSocket = await enter(t, event, 'phone');
  const polling = await enter(t, event, 'phone', 'attendee', { transports: ['polling'] });
  const raw = await enterRaw(t, event);
  const before = await framesSent(server, 'ordinary');
  await room.settle();
  for (const { frames } of [webSocket, polling]) frames.length = 0;
  raw.texts.length = 0;

  const votes = await storm(room, question, (rounds) => rounds === ROUNDS);
  const { seq } = room.state;
  const seqOf = (patch: unknown) => (patch as Patch | undefined)?.seq;
  await until(() => webSocket.seq === seq && polling.seq === seq, { what: 'the last patch' });
  await until(() => seqOf(raw.heard('patch').at(-1)) === seq, { what: 'the last patch' });
  const patches = patchFrames(webSocket);
  assert.ok(patches.length > 2, `${patches.length} patches`);
  assert.equal(patchFrames(polling), patches);
  assert.equal(
    raw.texts.filter((text) => text.startsWith('42["patch"')),
    patches.map((frame) => `4${frame}`),
  );
  assert.is(webSocket.view.questions[question]?.votes, votes);
  assert.equal(webSocket.view, polling.view);
  // The libraries are as `wire.ts` knows them, or all of it would have gone the ordinary way.
  assert.is((await framesSent(server, 'ordinary')) - before, patches.length);
  assert.ok((await framesSent(server, 'straight')) >= 2 * patches.length);
  assert.equal(server.troubles, []);
});

test('SOCK-20 a client that goes from polling to a WebSocket in the midst of a storm misses nothing', async (t) => {
  const { server, event, question } = await start(t);
  const room = await roomOf(server, event);
  const stayed = await enter(t, event, 'phone');
  let over = false;
  const storming = storm(room, question, () => over);
  for (let n = 0; n < 5; n += 1) {
    // A gap in what it is told would throw.
    const client = await enter(t, event, 'phone', 'attendee', {
      transports: ['polling', 'websocket'],
    });
    const transport = () => client.socket.io.engine.transport.name;
    await until(() => transport() === 'websocket', { what: 'the upgrade' });
    const { length } = client.patches;
    await until(() => client.patches.length > length + 2, { what: 'patches after it' });
    client.close();
  }
  const last = await enter(t, event, 'phone', 'attendee', { transports: ['polling', 'websocket'] });
  over = true;
  const votes = await storming;
  await until(() => [last, stayed].every(({ seq }) => seq === room.state.seq), { what: 'the end' });
  assert.is(last.view.questions[question]?.votes, votes);
  assert.equal(last.view, stayed.view);
  assert.equal(server.troubles, []);
});

test('SOCK-20 answers and patches stay whole when a connection takes them in piece by piece', async (t) => {
  const { server, event } = await start(t);
  const room = await roomOf(server, event);
  const raw = await enterRaw(t, event);
  const organiser = [...room.state.links.values()].find(({ role }) => role === 'organiser');
  const by = { participant: newId<ParticipantId>(), link: organiser?.id as LinkId };
  raw.socket.pause();
  let asked = 0;
  // Until it is cut off, its connection has something waiting nearly all the time.
  while ((await cuts(server)) === 0 && asked < ROUNDS_MAX) {
    raw.send(`42${(asked += 1)}["clock",{}]`);
    const programme = largeProgramme(`round${asked}`, 40);
    assert.ok((await room.act(by, newId(), { type: 'programme.set', programme })).ok);
    await room.settle();
  }
  assert.is(await cuts(server), 1);
  raw.socket.resume();
  const answers = () => raw.texts.filter((text) => /^43\d+\[/.test(text));
  await until(() => answers().length === asked, { what: 'the answers' });
  const patches = () => raw.heard('patch') as Patch[];
  await until(() => patches().at(-1)?.seq === room.state.seq, { what: 'the last patch' });
  assert.ok(patches().length > 20);
  assert.not(raw.isClosed);
});

test('SOCK-23 once a client has left its socket, its connection is closed', async (t) => {
  const { event } = await start(t);
  const raw = await enterRaw(t, event);
  raw.send('41');
  await until(() => raw.isClosed, { what: 'the end of the connection' });
});

run();
