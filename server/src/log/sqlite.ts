import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { EntryBody } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { Followers } from './followers.ts';
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
import type {
  Call,
  FromWorker,
  Operations,
  Result,
  ToWorker,
  WorkerData,
} from './sqlite-worker.ts';

interface Waiting {
  readonly call: Call;
  readonly settle: (result: Result) => void;
}

/**
 * Opens the embedded log, making the file and its folder when they are not there.
 *
 * @throws LogError when the file is damaged, in use, or cannot be written.
 */
export async function openSqliteLog({ file }: { file: string }): Promise<Log> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (cause) {
    throw new LogError('unavailable', `${dirname(file)} cannot be made or written`, { cause });
  }
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
  const log = new SqliteLog(worker, port);
  await log.look();
  return log;
}

/** The log in one file. A thread of its own reads and writes it, so that no fsync holds up a socket. */
class SqliteLog implements Log {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #followers = new Followers((...args) => this.read(...args));
  /** Gathers while the thread is busy, and goes to it as one batch: one fsync for all of it. */
  #queue: Waiting[] = [];
  #underWay: Waiting[] = [];
  #ended: LogError | undefined;
  /** Events that have a code and no entries. */
  readonly #held = new Map<EventId, string>();
  #epoch = '';

  constructor(worker: Worker, port: MessagePort) {
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

  async append(event: EventId, body: EntryBody): Promise<number> {
    const trouble = this.#held.get(event);
    if (trouble !== undefined) throw new LogError('lost', trouble);
    const text = encodeBody(body);
    const deliver = (entry: StoredEntry) => this.#followers.deliver(event, entry);
    const entry = await this.#call('append', [event, text], deliver);
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
    return Date.now();
  }

  health(): Health {
    return {
      ...(this.#ended ? { trouble: this.#ended.message } : {}),
      warnings: [],
      held: [...this.#held.values()],
    };
  }

  async close(): Promise<void> {
    if (this.#ended) return;
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
    for (const [index, { settle }] of settled.entries()) settle(results[index] as Result);
  }

  #end(error: LogError): void {
    this.#ended ??= error;
    for (const { settle } of [...this.#underWay, ...this.#queue]) settle({ error });
    this.#underWay = [];
    this.#queue = [];
  }
}
