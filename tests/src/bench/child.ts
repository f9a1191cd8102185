import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { clearTimeout, setTimeout } from 'node:timers';
import type { Context } from '../lib/harness.ts';
import { heldTo } from './cores.ts';

/** Milliseconds a child may take to stop by itself. */
const STOP_MS = 10_000;

interface ChildOptions {
  /** The core it is held to. */
  core: number | undefined;
  /** All of its environment, beside `PATH`. */
  env?: Record<string, string>;
  stdio: StdioOptions;
}

/** Runs a module in a process of its own, on this Node. It ends with `t`, and in no case outlives us. */
export function startChild(t: Context, file: string, options: ChildOptions): ChildProcess {
  const { core, stdio } = options;
  const env = { PATH: process.env['PATH'], ...options.env };
  // Messages keep what JSON has no number for: a vote that is never seen takes forever.
  const how = { env, stdio, serialization: 'advanced' } as const;
  const [command, ...args] = heldTo(core, process.execPath, file);
  const child = spawn(command, args, how);
  const exited = once(child, 'exit');
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  t.after(async () => {
    child.kill('SIGTERM');
    const hurry = setTimeout(kill, STOP_MS);
    await exited;
    clearTimeout(hurry);
    process.off('exit', kill);
  });
  return child;
}

/** Whether it runs no more. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
