import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { actionSchema, actionTypes, type Action } from '@rostrum/shared/domain/actions';
import { serialise } from '@rostrum/shared/domain/snapshot';
import type { Role, Surface } from '@rostrum/shared/domain/roles';
import { actSchema, clockSchema, syncSchema } from '@rostrum/shared/protocol/up';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent, newBrowser, type LiveEvent } from '../lib/browser.ts';
import { Client, connect, enter } from '../lib/client.ts';
import { fromSchema } from '../lib/from-schema.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { plainTaste } from '../lib/history.ts';
import { jsonSchemaOf, type JsonSchema } from '../lib/json-schema.ts';
import { malformed } from '../lib/malformed.ts';
import { seed } from '../lib/seed.ts';
import { startServer, type OwnServer } from '../lib/server.ts';

const { test, run } = suite('refusals');
/** Messages a socket may send at once. */
const BURST = 40;
const MESSAGE_MAX = 32 * 1024;

/** What each role may do besides asking and voting, as the specification has it. */
const FAMILIES: Partial<Record<Role, { surface: Surface; families: string[] }>> = {
  attendee: { surface: 'phone', families: [] },
  chair: { surface: 'podium', families: ['stage'] },
  caller: { surface: 'show', families: ['programme'] },
  moderator: { surface: 'desk', families: ['moderation', 'stage', 'settings'] },
};

async function start(t: Context) {
  const server = await startServer(t);
  return { server, event: await createEvent(server) };
}

/** The whole state as text: the same after what had no effect. */
async function stateOf({ app }: OwnServer, { code }: LiveEvent): Promise<string> {
  const id = await app.rooms.find(code);
  assert.ok(id);
  return app.rooms.with(id, (room) => serialise(room.state));
}

function sample(schema: JsonSchema, isValid: (value: unknown) => boolean): unknown {
  const [value] = fc.sample(fromSchema(schema, plainTaste).filter(isValid), { seed, numRuns: 1 });
  return value;
}

function sampleAction(type: string): Action {
  const option = actionSchema.options.find((each) => each.shape.type.value === type);
  assert.ok(option);
  return sample(jsonSchemaOf(option), (value) => option.safeParse(value).success) as Action;
}

/** Every fault of a message that fits into one. */
function faultsOf(schema: JsonSchema, valid: unknown) {
  return [...malformed(schema, valid)].filter(
    ({ value }) => Buffer.byteLength(JSON.stringify(value)) < MESSAGE_MAX - 100,
  );
}

/** Sends each of these on sockets of the organiser, and gives the answers. */
async function answersTo(t: Context, event: LiveEvent, name: string, values: unknown[]) {
  const answers: unknown[] = [];
  for (let first = 0; first < values.length; first += BURST) {
    const desk = await enter(t, event, 'desk', 'organiser');
    const batch = values.slice(first, first + BURST);
    answers.push(...(await Promise.all(batch.map((value) => desk.send(name, value)))));
    assert.ok(desk.socket.connected);
    desk.close();
  }
  return answers;
}

for (const type of actionTypes) {
  test(`SOCK-9 a malformed ${type} is answered as invalid, and changes nothing`, async (t) => {
    const { server, event } = await start(t);
    const before = await stateOf(server, event);
    const faults = faultsOf(jsonSchemaOf(actSchema), { id: newId(), action: sampleAction(type) });
    assert.ok(faults.length > 20);
    const values = faults.map(({ value }) => value);
    const answers = await answersTo(t, event, 'act', values);
    for (const [index, answer] of answers.entries()) {
      assert.equal(answer, { ok: false, reason: 'invalid' }, faults[index]?.what);
    }
    assert.is(await stateOf(server, event), before);
    assert.equal(server.troubles, []);
  });
}

for (const [name, schema, valid] of [
  ['sync', syncSchema, { place: { seq: 1, mark: '0123456789ab' } }],
  ['clock', clockSchema, {}],
] as const) {
  test(`SOCK-9 a malformed ${name} is answered as invalid`, async (t) => {
    const { server, event } = await start(t);
    const faults = faultsOf(jsonSchemaOf(schema), valid);
    const values = [...faults.map(({ value }) => value), undefined, Buffer.from('{}')];
    for (const answer of await answersTo(t, event, name, values)) {
      assert.equal(answer, { ok: false, reason: 'invalid' });
    }
    assert.equal(server.troubles, []);
  });
}

test('SOCK-9 a message of no known name is answered so, whatever its name', async (t) => {
  const { server, event } = await start(t);
  const before = await stateOf(server, event);
  const phone = await enter(t, event, 'phone');
  for (const name of ['__proto__', 'constructor', 'toString', 'welcome', 'ACT', '', 'join']) {
    const unknown = { ok: false, reason: 'unknown_message' };
    assert.equal(await phone.send(name, { id: newId() }), unknown, name);
    assert.equal(await phone.send(name), unknown, name);
  }
  assert.equal(await phone.send('act'), { ok: false, reason: 'invalid' });
  assert.is(await stateOf(server, event), before);
});

test('SOCK-9 a message that asks for no answer does no harm', async (t) => {
  const { server, event } = await start(t);
  const phone = await enter(t, event, 'phone');
  const socket = phone.socket as unknown as { emit(name: string, ...args: unknown[]): void };
  for (const args of [[], [null], [[]], [{ id: 7 }], ['act', 'act']]) {
    socket.emit('act', ...args);
    socket.emit('nothing', ...args);
  }
  assert.ok('now' in (await phone.clock()));
  assert.equal(server.troubles, []);
});

for (const [role, place] of Object.entries(FAMILIES)) {
  test(`SOCK-10 an action that is not for a ${role} is refused, and changes nothing`, async (t) => {
    const { server, event } = await start(t);
    let client = await enter(t, event, place.surface, role as Role);
    const before = await stateOf(server, event);
    const foreign = actionTypes.filter((type) => {
      return ![...place.families, 'question'].includes(type.split('.')[0] ?? '');
    });
    assert.ok(foreign.length > 5);
    for (const [index, type] of foreign.entries()) {
      if (index % BURST === BURST - 1) client = await enter(t, event, place.surface, role as Role);
      const answer = await client.act(sampleAction(type));
      assert.equal(answer, { ok: false, reason: 'not_permitted' }, type);
    }
    assert.is(await stateOf(server, event), before);
  });
}

test('SOCK-11 a hello that cannot be taken is refused with the reason', async (t) => {
  const { server, event } = await start(t);
  const browser = await newBrowser(event);
  const hello = { v: PROTOCOL_VERSION, code: event.code, surface: 'phone' };
  const nobody = { ...browser, cookie: '' };
  const polluted: unknown = JSON.parse(
    JSON.stringify({ ...hello, x: { admin: true } }).replace('"x"', '"__proto__"'),
  );
  for (const [by, said, reason] of [
    [browser, { ...hello, v: 0 }, 'old_version'],
    [browser, { ...hello, v: PROTOCOL_VERSION + 1, unheardOf: true }, 'old_version'],
    [browser, { ...hello, code: 'ZZZZZ2' }, 'unknown_event'],
    [nobody, hello, 'no_session'],
    [browser, { ...hello, surface: 'desk' }, 'not_permitted'],
    [browser, { ...hello, surface: 'stage' }, 'invalid'],
    [browser, { ...hello, place: { seq: 0, mark: '0123456789ab' } }, 'invalid'],
    [browser, { ...hello, code: 'OOOOOO' }, 'invalid'],
    [browser, { ...hello, v: String(PROTOCOL_VERSION) }, 'invalid'],
    [browser, polluted, 'invalid'],
    [browser, {}, 'invalid'],
  ] as const) {
    const client = new Client(by, said);
    t.after(() => client.close());
    const refusal = await until(() => client.refusal, { what: reason });
    assert.is(refusal, reason, JSON.stringify(said));
  }
  assert.equal(server.troubles, []);
});

test('SOCK-11 one who is refused may send nothing', async (t) => {
  const { server, event } = await start(t);
  const before = await stateOf(server, event);
  const client = connect(t, await newBrowser(event), event.code, 'desk');
  await until(() => client.refusal, { what: 'the refusal' });
  client.socket.io.engine.write('2["act",{}]');
  await (await enter(t, event, 'phone')).clock();
  assert.is(await stateOf(server, event), before);
});

run();
