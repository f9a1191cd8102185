import { spawn, type ChildProcess } from 'node:child_process';
import { LIMIT_MS } from './limits.ts';

/** Milliseconds after which a test file is taken to hang, stopped and counted as failed. */
const FILE_LIMIT_MS = 6 * LIMIT_MS;
/** Milliseconds between asking a test file to stop and making it. */
const GRACE_MS = 5_000;

export interface FileResult {
  passed: number;
  failed: number;
  /** Why the file failed as a whole, beyond its failed tests. */
  trouble: string | undefined;
  output: string;
  tookMs: number;
}

const running = new Set<ChildProcess>();

/** Runs one test file in its own process, and ends whatever that process leaves behind. */
export async function runFile(path: string, env: NodeJS.ProcessEnv): Promise<FileResult> {
  const startedAt = performance.now();
  // Its own process group: servers and browsers it started end with it.
  const child = spawn(process.execPath, [path], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  let late = false;
  let last: NodeJS.Timeout | undefined;
  const limit = setTimeout(() => {
    late = true;
    signalGroup(child, 'SIGTERM');
    last = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  }, FILE_LIMIT_MS);
  const exit = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      // Else a process left behind holds the pipes open, and `close` never comes.
      signalGroup(child, 'SIGKILL');
      child.once('close', () => resolve(code === 0 ? undefined : `exit ${signal ?? code}`));
    });
  });
  clearTimeout(limit);
  clearTimeout(last);
  running.delete(child);
  const tookMs = performance.now() - startedAt;
  return { ...judge(output, late ? `not done within ${FILE_LIMIT_MS} ms` : exit), output, tookMs };
}

/** Ends the test files that are under way. */
export function stopRunning(): void {
  for (const child of running) signalGroup(child, 'SIGTERM');
}

/** A file that says nothing, tests nothing or ends badly is one failure at least. */
function judge(output: string, exit: string | undefined) {
  const total = figure(output, 'Total');
  const passed = figure(output, 'Passed') ?? 0;
  if (total === undefined) return { passed: 0, failed: 1, trouble: exit ?? 'no tests were run' };
  if (total === 0) return { passed: 0, failed: 1, trouble: 'it holds no tests' };
  const failed = total - passed;
  if (failed > 0) return { passed, failed, trouble: undefined };
  return { passed, failed: exit ? 1 : 0, trouble: exit };
}

function figure(output: string, name: string): number | undefined {
  const found = [...output.matchAll(new RegExp(`^  ${name}: +(\\d+)$`, 'gm'))].at(-1)?.[1];
  return found === undefined ? undefined : Number(found);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // No such process: the group has ended already.
  }
}
