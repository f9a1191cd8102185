import { fileURLToPath } from 'node:url';
import { until } from '../lib/harness.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { hasEnded, startChild } from './child.ts';
import type { Bench } from './scenario.ts';

const MAIN = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));
const START_LIMIT_MS = 20_000;
/** Milliseconds between looks at its memory. */
const LOOK_MS = 250;
/** Looks in a row that must be alike. */
const LOOKS = 5;
/** Bytes that memory may move and still count as settled. */
const STILL = 2 ** 20;
/** Milliseconds after which memory counts as settled anyway. */
const SETTLE_LIMIT_MS = 8_000;

/** The server as people start it, in a process and a folder of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Seconds of one core it has used since its start, by all of its threads. */
  cpuSeconds(): Promise<number>;
  /** Bytes it has resident, once they have stopped moving. */
  settledMemory(): Promise<number>;
}

/** Starts `main.ts`, held to `core` if there is one, and waits until it listens. */
export async function startServer(bench: Bench, core: number | undefined): Promise<ServerProcess> {
  const child = startChild(bench, MAIN, {
    core,
    env: {
      HOST: '127.0.0.1',
      PORT: '0',
      ROSTRUM_DEMO: 'off',
      ROSTRUM_LOG_LEVEL: 'info',
      ROSTRUM_DATA: await tempFolder(bench),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  bench.after(() => {
    for (const trouble of output.match(/^\{"level":[56]0.*$/gm) ?? []) bench.say(trouble);
  });
  const found = await until(
    () => {
      if (hasEnded(child)) throw new Error(`the server ended: ${output}`);
      return /"port":(\d+)/.exec(output);
    },
    { what: 'the port of the server', limitMs: START_LIMIT_MS },
  );
  const url = `http://127.0.0.1:${found[1]}`;
  return {
    url,
    cpuSeconds: () => metric(url, 'process_cpu_seconds_total'),
    settledMemory: () => settled(() => metric(url, 'process_resident_memory_bytes')),
  };
}

async function metric(url: string, name: string): Promise<number> {
  const response = await fetch(`${url}/metrics`);
  const text = await response.text();
  const value = new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`the server's metrics do not tell ${name}`);
  return Number(value);
}

async function settled(look: () => Promise<number>): Promise<number> {
  const seen: number[] = [];
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  await until(
    async () => {
      seen.push(await look());
      const last = seen.slice(-LOOKS);
      const still = last.length === LOOKS && Math.max(...last) - Math.min(...last) <= STILL;
      return still || performance.now() >= deadline;
    },
    { everyMs: LOOK_MS, limitMs: 2 * SETTLE_LIMIT_MS, what: 'the memory of the server' },
  );
  return seen.at(-1) ?? NaN;
}
