import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { freePort } from '../../lib/redis.ts';
import { startChild, type Child } from '../../lib/server.ts';
import { until, type Context } from '../../lib/harness.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

const STATE_PROBE = new URL('../../lib/state-probe.ts', import.meta.url).href;
const CLOCK_PROBE = new URL('../../lib/clock-probe.ts', import.meta.url).href;
/** Milliseconds between two ticks of the processor's accounts, on every Linux there is. */
const TICK_MS = 10;
/** Milliseconds to wait for an answer to a probe. */
const PROBE_MS = 5_000;

const stateSchema = z.object({ event: z.string(), seq: z.number(), hash: z.string() });
export type NodeState = z.infer<typeof stateSchema>;

interface NodeOptions {
  settings: Record<string, string>;
  /** Its data; one of its own unless given. */
  folder?: string;
  /** Runs it within this command. */
  within?: readonly string[];
  /** By how much its clock is wrong. */
  clockShiftMs?: number;
}

/** One server of several, in a process of its own, on a port that stays through restarts. */
export class Node {
  readonly url: string;
  readonly #t: Context;
  readonly #folder: string;
  readonly #settings: Record<string, string>;
  readonly #within: readonly string[];
  #child: Child | undefined;

  private constructor(t: Context, folder: string, { settings, within = [] }: NodeOptions) {
    this.#t = t;
    this.#folder = folder;
    this.#settings = settings;
    this.#within = within;
    this.url = `http://127.0.0.1:${settings['PORT']}`;
  }

  static async start(t: Context, options: NodeOptions): Promise<Node> {
    const { folder, clockShiftMs = 0 } = options;
    const preloads = clockShiftMs === 0 ? [STATE_PROBE] : [CLOCK_PROBE, STATE_PROBE];
    const settings = {
      PORT: String(await freePort()),
      NODE_OPTIONS: preloads.map((file) => `--import=${file}`).join(' '),
      CLOCK_SHIFT_MS: String(clockShiftMs),
      ...options.settings,
    };
    const node = new Node(t, folder ?? (await tempFolder(t)), { ...options, settings });
    await node.restart();
    return node;
  }

  /** Starts it again, once it has ended. */
  async restart(): Promise<void> {
    this.#child = await startChild(this.#t, this.#folder, this.#settings, {
      within: this.#within,
    });
  }

  /** Resolves once it is gone, with its exit code or the signal that ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals> {
    this.#running.kill(signal);
    return this.#running.exited;
  }

  /** All it wrote since its latest start. */
  output(): string {
    return this.#running.output();
  }

  /** The state of the one event it has open. */
  async state(): Promise<NodeState> {
    const told = () => [...this.output().matchAll(/^state (.*)$/gm)];
    const before = told().length;
    this.#running.kill('SIGUSR2');
    const lines = await until(() => told().length > before && told(), {
      what: `the state of ${this.url}`,
    });
    return stateSchema.parse(JSON.parse(lines.at(-1)?.[1] ?? ''));
  }

  /** The status of a probe of its own: 0 when it does not answer at all. */
  async status(path: '/readyz' | '/healthz'): Promise<number> {
    const signal = AbortSignal.timeout(PROBE_MS);
    const response = await fetch(`${this.url}${path}`, { signal }).catch(() => undefined);
    await response?.text();
    return response?.status ?? 0;
  }

  /** A figure of `/metrics`. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
  }

  /** Bytes of memory it holds now, as the system sees it. Linux. */
  async rssBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#running.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
  }

  /** Milliseconds of processor time it has used, all its threads. Linux. */
  async cpuMs(): Promise<number> {
    const stat = await readFile(`/proc/${this.#running.pid}/stat`, 'utf8');
    // After the name, which may hold anything, in brackets: proc(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  get #running(): Child {
    if (!this.#child) throw new Error('the node was never started');
    return this.#child;
  }
}
