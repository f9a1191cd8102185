import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Context } from '../lib/harness.ts';
import { heldTo } from './cores.ts';

interface ChildOptions {
  /** The core it is held to. */
  core: number | undefined;
  /** All of its environment, beside `PATH`. */
  env?: Record<string, string>;
  /** A module it loads before its own. */
  preload?: string;
  stdio: StdioOptions;
}

/** Runs a module in a process of its own, on this Node. It is killed with `t`, and in no case outlives us. */
export function startChild(t: Context, file: string, options: ChildOptions): ChildProcess {
  const { core, stdio, preload } = options;
  const env = { PATH: process.env['PATH'], ...options.env };
  // Messages keep what JSON has no number for: a vote that is never seen takes forever.
  const how = { env, stdio, serialization: 'advanced' } as const;
  const words = preload === undefined ? [file] : ['--import', preload, file];
  const [command, ...args] = heldTo(core, process.execPath, ...words);
  const child = spawn(command, args, how);
  const exited = once(child, 'exit');
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  t.after(async () => {
    kill();
    await exited;
    process.off('exit', kill);
  });
  return child;
}

/** Whether it runs no more. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
