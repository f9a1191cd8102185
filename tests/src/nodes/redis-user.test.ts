import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import * as assert from 'uvu/assert';
import { openPlane } from '@rostrum/server/live/plane';
import { openRedisLog } from '@rostrum/server/log/redis';
import { parseRedisUrl, type RedisAddress } from '@rostrum/server/redis-address';
import { logContract } from '../contract/log-contract.ts';
import { createEvent } from '../lib/browser.ts';
import { enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { ROOT } from './compose-file.ts';
import { startComposeRedis, startTopology, type ComposeRedis } from './topology.ts';

const tests = suite('the user of Redis');
const { test, run } = tests;

const AS_USER = ' (as the user of docker-compose.yml)';

/** One for the whole contract. */
const redis = await startComposeRedis(tests);

logContract({ ...tests, test: (title, ...rest) => test(title + AS_USER, ...rest) }, async (t) => {
  await redis.watcher.flushall();
  const log = await openRedisLog({ url: redis.url, notify: () => {}, startMs: 5_000 });
  t.after(() => log.close());
  return log;
});

/** Tells and hears by the live plane, as nodes do among themselves. */
async function useThePlane(t: Context, url: string): Promise<void> {
  let heard = false;
  const plane = openPlane(parseRedisUrl(url) as RedisAddress, {
    onMessage: () => (heard = true),
    onTrouble: () => {},
  });
  t.after(() => plane.close());
  const tell = async () => {
    await plane.tell({ type: 'gone', node: 'test' });
    return heard;
  };
  await until(tell, { everyMs: 50, what: 'what was told by the plane' });
}

/** What the user asked for and was refused. */
async function denied({ watcher }: ComposeRedis): Promise<string[]> {
  const entries = (await watcher.call('ACL', 'LOG')) as string[][];
  return entries.map((entry) => entry[entry.indexOf('object') + 1] ?? '');
}

/** The commands that were given, the watcher's own among them. */
async function given({ watcher }: ComposeRedis): Promise<string[]> {
  const stats = await watcher.info('commandstats');
  return [...stats.matchAll(/^cmdstat_([^:]+):/gm)].map(([, command]) => command ?? '');
}

test('DEPLOY-7 a node is refused nothing, whatever it does, and has no right that it does not use', async (t) => {
  const topology = await startTopology(t);
  const event = await createEvent(topology);
  const desk = await enter(t, event, 'desk', 'moderator');
  const phone = await enter(t, event, 'phone');
  const question = await phone.ask('Who pays for the shelters?');
  await desk.act({ type: 'moderation.approve', question, revision: 1 });
  await phone.act({ type: 'question.upvote', question });
  await useThePlane(t, topology.redis.url);
  const [node] = topology.nodes;
  node.kill('SIGTERM');
  assert.is(await node.ended(), 0);
  await node.start();

  const rules = readFileSync(join(ROOT, 'examples/compose/redis/users.acl'), 'utf8');
  const rights = [...rules.matchAll(/^\+(.*)$/gm)].map(([, command]) => command ?? '');
  const used = [...(await given(redis)), ...(await given(topology.redis))];
  assert.ok(rights.length > 10);
  assert.equal(
    rights.filter((command) => !used.includes(command)),
    [],
  );
  for (const server of [redis, topology.redis]) assert.equal(await denied(server), []);
});

function connect(t: Context, credentials: { username?: string; password?: string }): Redis {
  const client = new Redis({ host: '127.0.0.1', port: redis.port, ...credentials });
  client.on('error', () => {});
  t.after(() => client.disconnect());
  return client;
}

async function errorOf(client: Redis, ...[name = '', ...words]: string[]): Promise<string> {
  return client.call(name, words).then(
    () => 'nothing was wrong',
    (error: Error) => error.message,
  );
}

test('DEPLOY-7 the user of the nodes may do nothing else', async (t) => {
  const { username, password } = new URL(redis.url);
  const client = connect(t, { username, password });
  assert.is(await client.ping(), 'PONG');
  for (const forbidden of [
    'FLUSHALL',
    'KEYS *',
    'CONFIG SET appendfsync no',
    'SHUTDOWN NOSAVE',
    'ACL SETUSER rostrum +@all',
    'REPLICAOF NO ONE',
    'DEL rostrum:x',
    'SET other:x 1',
    'GET other:x',
    'SPUBLISH other x',
  ]) {
    assert.match(await errorOf(client, ...forbidden.split(' ')), /^NOPERM/, forbidden);
  }
  const script = ['EVAL', "return redis.call('SET', 'other:x', 1)", '0'];
  assert.match(await errorOf(client, ...script), /can't access/, 'by a script');
});

test('DEPLOY-7 nobody else is known', async (t) => {
  const { username } = new URL(redis.url);
  assert.match(await errorOf(connect(t, {}), 'PING'), /^NOAUTH/);
  const wrong = connect(t, { username, password: 'wrong' });
  assert.match(await errorOf(wrong, 'PING'), /^(NOAUTH|WRONGPASS)/);
});

/** What Redis answers to a line, without a client that asks things of its own. */
async function rawLine(t: Context): Promise<(line: string) => Promise<string>> {
  const socket = createConnection(redis.port, '127.0.0.1').setEncoding('utf8');
  t.after(() => void socket.destroy());
  await once(socket, 'connect');
  return async (line) => {
    socket.write(`${line}\r\n`);
    const [answer] = (await once(socket, 'data')) as [string];
    return answer;
  };
}

test('DEPLOY-20 the default user keeps the rights that a restart needs, and nobody gets in as it', async (t) => {
  const rules = (await redis.watcher.call('ACL', 'GETUSER', 'default')) as unknown[];
  const of = (name: string) => rules[rules.indexOf(name) + 1];
  assert.equal(of('passwords'), []);
  assert.is(String(of('commands')), '+@all');
  assert.is(of('keys'), '~*');
  const flags = of('flags') as string[];
  assert.ok(flags.includes('off') && !flags.includes('nopass') && !flags.includes('on'));
  const { password } = new URL(redis.url);
  const say = await rawLine(t);
  for (const tried of ['""', password, 'default', 'any']) {
    assert.match(await say(`AUTH default ${tried}`), /^-WRONGPASS/);
    assert.match(await say(`AUTH ${tried}`), /^-(WRONGPASS|ERR AUTH)/);
    assert.match(await say(`HELLO 2 AUTH default ${tried}`), /^-WRONGPASS/);
  }
  assert.match(await say('HELLO 2'), /^-NOAUTH/);
  assert.match(await say('GET rostrum:{registry}:epoch'), /^-NOAUTH/);
});

run();
