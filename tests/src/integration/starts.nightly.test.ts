import * as assert from 'uvu/assert';
import { newSecret } from '@rostrum/server/identity/secrets';
import { suite } from '../lib/harness.ts';
import { startRedis } from '../lib/redis.ts';
import { FOLDERS, outcomeOf, type Folder, type Start } from '../lib/starts.ts';

const starts = suite('starts, all of them');
const { test, run } = starts;

const folders = Object.keys(FOLDERS) as Folder[];
const redis = await startRedis(starts, { databases: folders.length });
const locked = await startRedis(starts);
await locked.client().config('SET', 'requirepass', 'nobody-knows');

/** Folders in which the embedded log has no place, and those in which no key has. */
const NO_LOG: readonly Folder[] = [
  'a file',
  'below a file',
  'a link to nowhere',
  "another user's",
  'one that takes no files',
  'with a folder for a log',
  'with a log that is none',
  'with a log that is read-only',
];
const NO_KEY: readonly Folder[] = [
  'a file',
  'below a file',
  'a link to nowhere',
  "another user's",
  'one that takes no files',
  'with a folder for a key',
  'with half a key',
];

const secret = { ROSTRUM_SECRET: newSecret() + newSecret() };
const KEYS = { 'a key of its own': {}, 'a key given': secret };
const DEMOS = { 'a demo': {}, 'no demo': { ROSTRUM_DEMO: 'off' } };
const LOGS: Record<string, (index: number) => Record<string, string>> = {
  'the embedded log': () => ({}),
  Redis: (index) => ({ ROSTRUM_REDIS_URL: `${redis.url}/${index}` }),
  'a Redis that lets nobody in': () => ({ ROSTRUM_REDIS_URL: locked.url }),
  'no address of Redis': () => ({ ROSTRUM_REDIS_URL: 'localhost' }),
};

/** Whether a server has what it needs there. */
function isPossible(folder: Folder, log: string, key: string): boolean {
  if (key === 'a key of its own' && NO_KEY.includes(folder)) return false;
  return log === 'Redis' || (log === 'the embedded log' && !NO_LOG.includes(folder));
}

for (const [index, folder] of folders.entries()) {
  test(`RUN-13 every start ends in a running server or in one plain line: ${folder}`, async (t) => {
    for (const [log, settingsOf] of Object.entries(LOGS)) {
      for (const [key, keySettings] of Object.entries(KEYS)) {
        for (const [demo, demoSettings] of Object.entries(DEMOS)) {
          // What does not start does not come to make one.
          if (demo === 'no demo' && !isPossible(folder, log, key)) continue;
          const settings = { ...settingsOf(index), ...keySettings, ...demoSettings };
          const outcome = await outcomeOf(t, { folder, settings } satisfies Start);
          const isRunning = outcome === 'running';
          const what = `${log}, ${key}, ${demo}: ${outcome}`;
          assert.is(isRunning, isPossible(folder, log, key), what);
        }
      }
    }
    const repaired = await outcomeOf(t, { folder, args: ['--repair'] });
    assert.is.not(repaired, 'running');
  });
}

run();
