import * as assert from 'uvu/assert';
import { newSecret } from '@rostrum/server/identity/secrets';
import { suite } from '../lib/harness.ts';
import { startRedis } from '../lib/redis.ts';
import { outcomeOf, type Start } from '../lib/starts.ts';

const starts = suite('starts');
const { test, run } = starts;

const redis = await startRedis(starts);
const shared = { ROSTRUM_REDIS_URL: redis.url, ROSTRUM_SECRET: newSecret() + newSecret() };

// One of each kind: all of them with all settings are walked in the night.
const STARTS: readonly [string, Start, RegExp][] = [
  [
    'without a data folder, on Redis and with a key',
    { folder: 'missing', settings: shared },
    /^running$/,
  ],
  ['where a file is', { folder: 'a file' }, /data cannot be used: a file is where a folder/],
  [
    "in another user's folder, with a key",
    { folder: "another user's", settings: { ROSTRUM_SECRET: shared.ROSTRUM_SECRET } },
    /cannot be used: .*another user/,
  ],
  [
    'with a log that is read-only',
    { folder: 'with a log that is read-only' },
    /rostrum\.db cannot/,
  ],
];

test('RUN-13 every start ends in a running server or in one plain line', async (t) => {
  const check = async ([what, start, expected]: (typeof STARTS)[number]) =>
    assert.match(await outcomeOf(t, start), expected, what);
  await Promise.all(STARTS.map(check));
});

run();
