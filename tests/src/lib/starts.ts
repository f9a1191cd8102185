import { chmod, chown, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { openSqliteLog } from '@rostrum/server/log/sqlite';
import { until, type Context } from './harness.ts';
import { spawnServer } from './server.ts';
import { tempFolder } from './temp-folder.ts';

/** A user other than the one who runs the tests: `nobody`, on every Linux there is. */
const OTHER_USER = 65_534;

const isRoot = process.getuid?.() === 0;
/** Rights do not bind root, unless it lays that down. */
const LIKE_OTHERS = isRoot
  ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search,-fowner,-chown']
  : [];

/** What may stand where the data folder is to be: each gives the path that the server is told. */
export const FOLDERS = {
  missing: async (t) => join(await tempFolder(t), 'a', 'b'),
  empty: tempFolder,
  'a file': async (t) => put(join(await tempFolder(t), 'data'), ''),
  'below a file': async (t) => join(await put(join(await tempFolder(t), 'data'), ''), 'below'),
  'a link to nowhere': async (t) => {
    const at = await tempFolder(t);
    await symlink(join(at, 'nowhere'), join(at, 'data'));
    return join(at, 'data');
  },
  "another user's": async (t) => {
    // Where one cannot give anything away, there is a folder of root's.
    if (!isRoot) return '/usr/share';
    const at = await tempFolder(t);
    await chown(at, OTHER_USER, OTHER_USER);
    await chmod(at, 0o755);
    return at;
  },
  'one that takes no files': async (t) => {
    const at = await tempFolder(t);
    await chmod(at, 0o500);
    t.after(() => chmod(at, 0o700));
    return at;
  },
  'with a folder for a log': (t) => withFolder(t, 'rostrum.db'),
  'with a folder for a key': (t) => withFolder(t, 'secret.key'),
  'with a folder for the demo': (t) => withFolder(t, 'demo.json'),
  'with half a key': (t) => withFile(t, 'secret.key', 'half'),
  'with a log that is none': (t) => withFile(t, 'rostrum.db', 'no log at all'.repeat(100)),
  'with a log that is read-only': async (t) => {
    const at = await tempFolder(t);
    const log = await openSqliteLog({ file: join(at, 'rostrum.db') });
    await log.close();
    await chmod(join(at, 'rostrum.db'), 0o400);
    return at;
  },
  'with other things': (t) => withFile(t, 'holiday.jpg', 'sun'),
} satisfies Record<string, (t: Context) => Promise<string>>;

export type Folder = keyof typeof FOLDERS;

/** One start: where, with what settings, and with which words. */
export interface Start {
  readonly folder: Folder;
  readonly settings?: Record<string, string>;
  readonly args?: readonly string[];
}

/**
 * Starts the server, which must come to run, and stop well, or end with one plain line.
 *
 * @returns what it ended with: `running`, or that line.
 */
export async function outcomeOf(t: Context, { folder, settings, args }: Start): Promise<string> {
  const data = await FOLDERS[folder](t);
  const own = { ROSTRUM_DATA: data, ROSTRUM_LOG_LEVEL: 'error', ...settings };
  const child = spawnServer(t, own, { within: LIKE_OTHERS, ...(args ? { args } : {}) });
  const isRunning = () => child.output().includes('Rostrum is running');
  let code: number | NodeJS.Signals | undefined;
  void child.exited.then((ended) => (code = ended));
  await until(() => isRunning() || code !== undefined, {
    what: 'a server, or its end',
  });
  const output = child.output();
  assert.not.match(output, /^\s+at /m, output);
  if (isRunning()) {
    child.kill('SIGTERM');
    assert.is(await child.exited, 0, child.output());
    return 'running';
  }
  const lines = output.trim().split('\n');
  const plain = lines.filter((line) => !line.startsWith('{'));
  assert.is(plain.length, 1, output);
  assert.is(code, args?.includes('--repair') && !plain[0]?.includes('cannot') ? 0 : 1, output);
  return plain[0] ?? '';
}

async function put(file: string, text: string): Promise<string> {
  await writeFile(file, text);
  return file;
}

async function withFile(t: Context, name: string, text: string): Promise<string> {
  const at = await tempFolder(t);
  await put(join(at, name), text);
  return at;
}

async function withFolder(t: Context, name: string): Promise<string> {
  const at = await tempFolder(t);
  await mkdir(join(at, name));
  return at;
}
