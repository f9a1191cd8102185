import { once } from 'node:events';
import { dirname } from 'node:path';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { EntryBody } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { privateFolder } from '../private-files.ts';
import { Followers } from './followers.ts';
import { HostClock } from './host-clock.ts';
import {
  LogError,
  type Follower,
  type Health,
  type Listener,
  type Log,
  type Position,
  type Snapshot,
  type StoredEntry,
} from './log.ts';
import {
  WRITES,
  type Call,
  type FromWorker,
  type Operations,
  type Result,
  type ToWorker,
} from './sqlite-calls.ts';
import type { WorkerData } from './sqlite-worker.ts';

/** Milliseconds between two looks at whether the file takes writes again. */
const PROBE_MS = 1_000;

interface SqliteLogOptions {
  file: string;
  /** What stamps entries; the machine's unless given. */
  clock?: Pick<HostClock, 'now' | 'warning'>;
}

interface Waiting {
  readonly call: Call;
  readonly settle: (result: Result) => void;
}

/**
 * Opens the embedded log, making the file and its folder when they are not there.
 *
 * @throws LogError when the file is damaged, in use, or cannot be written.
 */
export async function openSqliteLog({ file, clock }: SqliteLogOptions): Promise<Log> {
  const warnings = await privateFolder(dirname(file)).catch((cause: Error) => {
    throw new LogError('unavailable', cause.message, { cause });
  });
  // A channel of its own: on the thread's own one, `node --watch` speaks as well.
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
    workerData: { file, port: port2 } satisfies WorkerData,
    transferList: [port2],
  });
  const [[opened]] = (await once(port, 'message')) as [FromWorker];
  if (opened && 'error' in opened) {
    await worker.terminate();
    throw new LogError(opened.error.code, opened.error.message);
  }
  const log = new SqliteLog(worker, port, clock ?? new HostClock(), warnings);
  await log.look();
  await log.probe();
  return log;
}

/** The log in one file. A thread of its own reads and writes it, so that no fsync holds up a socket. */
class SqliteLog implements Log {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #clock: Pick<HostClock, 'now' | 'warning'>;
  readonly #warnings: readonly string[];
  readonly #followers = new Followers((...args) => this.read(...args));
  /** Gathers while the thread is busy, and goes to it as one batch: one fsync for all of it. */
  #queue: Waiting[] = [];
  #underWay: Waiting[] = [];
  #ended: LogError | undefined;
  /** Why the latest write failed. */
  #writeTrouble: string | undefined;
  #probing: NodeJS.Timeout | undefined;
  /** Events that have a code and no entries. */
  readonly #held = new Map<EventId, string>();
  #epoch = '';

  constructor(
    worker: Worker,
    port: MessagePort,
    clock: Pick<HostClock, 'now' | 'warning'>,
    warnings: readonly string[],
  ) {
    this.#clock = clock;
    this.#warnings = warnings;
    this.#worker = worker;
    this.#port = port;
    port.on('message', (results: FromWorker) => this.#settle(results));
    worker.on('error', (cause) =>
      this.#end(new LogError('unavailable', 'the log has failed', { cause })),
    );
    worker.on('exit', () => this.#end(new LogError('closed', 'the log is closed')));
  }

  /** Looks for events that are less than they were. While the file is open, none becomes so. */
  async look(): Promise<void> {
    const found = await this.#call('emptyEvents', []);
    this.#epoch = await this.#call('epoch', []);
    this.#held.clear();
    for (const [code, event] of found) this.#hold(event, 'none of its entries is there', code);
  }

  async append(event: EventId, body: EntryBody, aheadMs = 0): Promise<number> {
    const trouble = this.#held.get(event);
    if (trouble !== undefined) throw new LogError('lost', trouble);
    const text = encodeBody(body);
    const deliver = (entry: StoredEntry) => this.#followers.deliver(event, entry);
    const entry = await this.#call('append', [event, text, this.now() + aheadMs], deliver);
    return entry.seq;
  }

  read(event: EventId, fromSeq: number, limit: number): Promise<StoredEntry[]> {
    return this.#call('read', [event, fromSeq, limit]);
  }

  async follow(event: EventId, after: Position, listener: Listener): Promise<Follower> {
    const trouble = this.#held.get(event);
    if (trouble !== undefined) throw new LogError('lost', trouble);
    return this.#followers.add(event, after, listener);
  }

  restore(event: EventId, entries: readonly StoredEntry[]): Promise<void> {
    return this.#call('restore', [event, entries]);
  }

  saveSnapshot(event: EventId, snapshot: Snapshot): Promise<void> {
    return this.#call('saveSnapshot', [event, snapshot]);
  }

  loadSnapshot(event: EventId): Promise<Snapshot | undefined> {
    return this.#call('loadSnapshot', [event]);
  }

  claimCode(code: Code, event: EventId): Promise<boolean> {
    return this.#call('claimCode', [code, event]);
  }

  findCode(code: Code): Promise<EventId | undefined> {
    return this.#call('findCode', [code]) as Promise<EventId | undefined>;
  }

  codes(): Promise<[Code, EventId][]> {
    return this.#call('codes', []) as Promise<[Code, EventId][]>;
  }

  lastStamps(): Promise<[EventId, number][]> {
    return this.#call('lastStamps', []);
  }

  epoch(): string {
    return this.#epoch;
  }

  async hold(event: EventId, { seq }: Position): Promise<void> {
    const error = this.#hold(event, `entry ${seq} was there and is not`);
    this.#followers.breakAll(event, error);
  }

  async accept(): Promise<string[]> {
    const told = await this.#call('accept', []);
    await this.look();
    return told;
  }

  isEmpty(): Promise<boolean> {
    return this.#call('isEmpty', []);
  }

  now(): number {
    return this.#clock.now();
  }

  health(): Health {
    const trouble = this.#ended?.message ?? this.#writeTrouble;
    const { warning } = this.#clock;
    const warnings = warning === undefined ? this.#warnings : [...this.#warnings, warning];
    const held = [...this.#held.values()];
    return { ...(trouble === undefined ? {} : { trouble }), warnings, held };
  }

  /** Whether the file takes writes: asked of it again and again as long as it does not. */
  async probe(): Promise<void> {
    await this.#call('probe', []).catch(() => {});
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    clearTimeout(this.#probing);
    const exited = once(this.#worker, 'exit');
    // Asked last, answered last: the end of the thread may be heard before what it still says.
    if (this.#queue.length + this.#underWay.length > 0) await this.isEmpty().catch(() => {});
    this.#ended = new LogError('closed', 'the log is closed');
    this.#port.postMessage('close' satisfies ToWorker);
    await exited;
  }

  #hold(event: EventId, trouble: string, name: string = event): LogError {
    const what = `event ${name} is held: ${trouble}. Bring back the backup; if this is what you restored`;
    const line = `${what}, stop the server and run \`npm run accept-restore\``;
    this.#held.set(event, line);
    return new LogError('lost', line);
  }

  /** `first` has the value before whoever awaits the call, in the order in which the calls were made. */
  #call<Name extends keyof Operations>(
    name: Name,
    args: Parameters<Operations[Name]>,
    first?: (value: ReturnType<Operations[Name]>) => void,
  ): Promise<ReturnType<Operations[Name]>> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      const settle = (result: Result) => {
        if ('error' in result) return reject(new LogError(result.error.code, result.error.message));
        const value = result.value as ReturnType<Operations[Name]>;
        first?.(value);
        resolve(value);
      };
      this.#queue.push({ call: { name, args } as Call, settle });
      this.#send();
    });
  }

  #send(): void {
    if (this.#underWay.length > 0 || this.#queue.length === 0) return;
    this.#underWay = this.#queue;
    this.#queue = [];
    this.#port.postMessage(this.#underWay.map(({ call }) => call) satisfies ToWorker);
  }

  #settle(results: FromWorker): void {
    const settled = this.#underWay;
    this.#underWay = [];
    this.#send();
    this.#noteWrites(settled, results);
    for (const [index, { settle }] of settled.entries()) settle(results[index] as Result);
  }

  /** One transaction holds all writes of a batch: they went well together, or not at all. */
  #noteWrites(settled: readonly Waiting[], results: FromWorker): void {
    const index = settled.findIndex(({ call }) => WRITES.has(call.name));
    const result = results[index];
    if (!result) return;
    const failed = 'error' in result && result.error.code === 'unavailable';
    this.#writeTrouble = failed ? `writes are refused: ${result.error.message}` : undefined;
    clearTimeout(this.#probing);
    if (!failed || this.#ended) return;
    // A node that is not ready is sent nothing that could show that it is again.
    this.#probing = setTimeout(() => void this.probe(), PROBE_MS);
    this.#probing.unref();
  }

  #end(error: LogError): void {
    this.#ended ??= error;
    for (const { settle } of [...this.#underWay, ...this.#queue]) settle({ error });
    this.#underWay = [];
    this.#queue = [];
  }
}
