import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until, type Context } from '../../lib/harness.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

/** Mounts a disk in memory where the rest of the machine does not see it, and makes it larger when told to. */
const HOLD = `
  mount -t tmpfs -o size=$1 tmpfs "$2" && echo ready
  while read -r size; do mount -o remount,size="$size" "$2" && echo grown; done
`;

/** A disk of its own, small enough to be full soon. */
export interface SmallDisk {
  /** Where it is, for what runs within it. */
  readonly folder: string;
  /** The same for every process, but those that look up what a path stands for, as SQLite does. */
  readonly outside: string;
  /** The command that runs the one after it where the disk is. */
  readonly within: readonly string[];
  grow(size: string): Promise<void>;
}

/** @throws where this user may not mount anything: elsewhere than on Linux, and in containers without the right to. */
export async function smallDisk(t: Context, size: string): Promise<SmallDisk> {
  const at = await tempFolder(t);
  // Whoever is not root is root in a user namespace of their own.
  const isRoot = process.getuid?.() === 0;
  const own = isRoot ? [] : ['--map-root-user'];
  const holder = spawn('unshare', [...own, '--mount', 'sh', '-c', HOLD, 'sh', size, at], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [holder.stdout, holder.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exited = once(holder, 'exit');
  t.after(async () => {
    holder.stdin.end();
    await exited;
  });
  const said = async (word: string) => {
    await until(() => output.includes(word) || holder.exitCode !== null, { what: `"${word}"` });
    if (!output.includes(word)) throw new Error(`no disk can be mounted here: ${output}`);
  };
  await said('ready');
  const user = isRoot ? [] : ['--user', '--preserve-credentials'];
  return {
    folder: at,
    outside: `/proc/${holder.pid}/root${at}`,
    within: ['nsenter', `--target=${holder.pid}`, '--mount', ...user],
    grow: async (to) => {
      output = '';
      holder.stdin.write(`${to}\n`);
      await said('grown');
    },
  };
}
