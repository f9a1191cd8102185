import * as assert from 'uvu/assert';
import { ConfigError, readConfig } from '@rostrum/server/config';
import { nameOf, parseRedisUrl } from '@rostrum/server/redis-address';
import { RemoteClock } from '@rostrum/server/log/redis-clock';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('the address of Redis');

const one = { topology: 'single', tls: false, hosts: [{ host: 'redis', port: 6379 }] };

for (const [url, expected] of Object.entries({
  'redis://redis': one,
  'redis://redis:6380/2': { ...one, hosts: [{ host: 'redis', port: 6380 }], db: 2 },
  'rediss://ana:p%40ss@redis': { ...one, tls: true, username: 'ana', password: 'p@ss' },
  'redis://:secret@[::1]:7000': {
    ...one,
    hosts: [{ host: '::1', port: 7000 }],
    password: 'secret',
  },
  'redis+sentinel://a,b:26380/rostrum': {
    topology: 'sentinel',
    tls: false,
    hosts: [
      { host: 'a', port: 26_379 },
      { host: 'b', port: 26_380 },
    ],
    masterName: 'rostrum',
  },
  'redis+cluster://a:1,b:2': {
    topology: 'cluster',
    tls: false,
    hosts: [
      { host: 'a', port: 1 },
      { host: 'b', port: 2 },
    ],
  },
})) {
  test(`RUN-10 ${url} is understood`, () => assert.equal(parseRedisUrl(url), expected));
}

for (const url of [
  'redis:',
  'http://redis',
  'redis://a,b',
  'redis://redis/name',
  'redis+sentinel://a,b',
  'redis+cluster://a/1',
  'redis://redis:99999',
  'redis://ana:%zz@redis',
]) {
  test(`RUN-10 ${url} is refused, and not repeated`, () => {
    assert.is(parseRedisUrl(url), undefined);
    try {
      readConfig({ ROSTRUM_REDIS_URL: url });
      assert.unreachable();
    } catch (error) {
      assert.instance(error, ConfigError);
      assert.match((error as Error).message, 'ROSTRUM_REDIS_URL is no address of Redis');
      assert.not.match((error as Error).message, 'ana');
    }
  });
}

test('RUN-10 what is told of an address holds no password', () => {
  const address = parseRedisUrl('redis://ana:secret@redis');
  assert.ok(address);
  assert.is(nameOf(address), 'Redis at redis:6379');
});

test('LOG-5 the clock of Redis is taken from the exchange with the shortest round trip', () => {
  const clock = new RemoteClock();
  const now = performance.now();
  const ahead = 3_600_000;
  clock.note(now - 400, now, now + ahead + 500);
  clock.note(now - 2, now, now - 1 + ahead);
  clock.note(now - 300, now, now + ahead - 700);
  const error = clock.now() - (performance.now() + ahead);
  // The others are wrong by 300 and by 850.
  assert.ok(Math.abs(error) <= 100, `${error} ms`);
});

run();
