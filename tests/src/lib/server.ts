import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startApp, type App } from '@rostrum/server/app';
import { readConfig, type Config } from '@rostrum/server/config';
import type { Log } from '@rostrum/server/log/log';
import { until, type Context } from './harness.ts';
import { tempFolder } from './temp-folder.ts';

/** A server that a test may talk to. */
export interface Server {
  readonly url: string;
  readonly folder: string;
}

export interface OwnServer extends Server {
  readonly app: App;
  /** What it logged as an error: nothing, unless a test brings it about. */
  readonly troubles: unknown[];
}

/** A server in this process, on a free port and in an empty folder unless told; it stops when the test ends. */
export async function startServer(
  t: Context,
  config: Partial<Config> = {},
  log?: Log,
): Promise<OwnServer> {
  const folder = config.dataFolder ?? (await tempFolder(t));
  const troubles: unknown[] = [];
  const logger = { info() {}, warn() {}, error: (...what: unknown[]) => void troubles.push(what) };
  const app = await startApp(
    {
      ...readConfig({
        HOST: '127.0.0.1',
        PORT: '0',
        ROSTRUM_DATA: folder,
        ROSTRUM_DEMO: 'off',
        ROSTRUM_LOG_LEVEL: 'silent',
      }),
      ...config,
    },
    logger as unknown as Parameters<typeof startApp>[1],
    log,
  );
  t.after(() => app.stop());
  return { app, folder, troubles, url: `http://127.0.0.1:${app.port}` };
}

/** What a server counts, by the name and labels it has in `/metrics`; NaN when it does not. */
export async function metric({ url }: Pick<Server, 'url'>, name: string): Promise<number> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  const line = lines.find((text) => text.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? NaN);
}

const MAIN = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));

export interface Child extends Server {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** All it wrote so far. */
  output(): string;
}

/** The server as people start it, in a process of its own. Its URL is that of the port it says it has. */
export async function startChild(
  t: Context,
  folder: string,
  settings: Record<string, string> = {},
  command: Command = {},
): Promise<Child> {
  const own = { ROSTRUM_DATA: folder, ROSTRUM_DEMO: 'off', ...settings };
  const { child, ...rest } = spawnServer(t, own, command);
  const found = await until(
    () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${rest.output()}`);
      return /"port":(\d+)/.exec(rest.output());
    },
    { what: 'the port of the server' },
  );
  return { ...rest, pid: child.pid as number, folder, url: `http://127.0.0.1:${found[1]}` };
}

interface Command {
  /** A command that becomes the one after it, such as `nsenter`. */
  within?: readonly string[];
  args?: readonly string[];
}

/** Starts `main.ts`, whatever comes of it. Settings are the environment's only ones. */
export function spawnServer(
  t: Context,
  settings: Record<string, string>,
  { within = [], args = [] }: Command = {},
) {
  const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...settings };
  const [command = '', ...words] = [...within, process.execPath, MAIN, ...args];
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  t.after(async () => {
    kill('SIGKILL');
    await exited;
  });
  return { child, exited, kill, output: () => output };
}
