import { workerData, type MessagePort } from 'node:worker_threads';
import type { EventId } from '@rostrum/shared/domain/ids';
import { LogError, type Snapshot, type StoredEntry } from './log.ts';
import { SqliteStore } from './sqlite-store.ts';

/** What the log asks of its thread, and what each answers with. */
export interface Operations {
  append: (event: EventId, body: string) => StoredEntry;
  restore: (event: EventId, entries: readonly StoredEntry[]) => void;
  saveSnapshot: (event: EventId, snapshot: Snapshot) => void;
  claimCode: (code: string, event: string) => boolean;
  read: (event: EventId, fromSeq: number, limit: number) => StoredEntry[];
  loadSnapshot: (event: EventId) => Snapshot | undefined;
  findCode: (code: string) => string | undefined;
  codes: () => [string, string][];
  isEmpty: () => boolean;
  epoch: () => string;
  emptyEvents: () => [string, EventId][];
  accept: () => string[];
}

export type Call = {
  [Name in keyof Operations]: { name: Name; args: Parameters<Operations[Name]> };
}[keyof Operations];

export type Result = { value: unknown } | { error: Pick<LogError, 'code' | 'message'> };

/** Several calls at once, or the last word. */
export type ToWorker = readonly Call[] | 'close';
/** One result a call, in the order of the calls; the first message says whether the file could be opened. */
export type FromWorker = readonly Result[];

/** What the thread is started with. */
export interface WorkerData {
  file: string;
  port: MessagePort;
}

const WRITES: ReadonlySet<keyof Operations> = new Set([
  'append',
  'restore',
  'saveSnapshot',
  'claimCode',
  'accept',
]);

/** The writes in one transaction, then the reads: they see nothing that is not durable. */
function run(store: SqliteStore, calls: readonly Call[]): Result[] {
  const results: Result[] = [];
  const one = (call: Call) => {
    const operation = store[call.name].bind(store) as (...args: unknown[]) => unknown;
    return { value: operation(...call.args) };
  };
  const writes = [...calls.entries()].filter(([, { name }]) => WRITES.has(name));
  try {
    const done =
      writes.length > 0 ? store.transaction(() => writes.map(([, call]) => one(call))) : [];
    for (const [at, [index]] of writes.entries()) results[index] = done[at] as Result;
  } catch (error) {
    for (const [index] of writes) results[index] = failure(error);
  }
  for (const [index, call] of calls.entries()) {
    if (WRITES.has(call.name)) continue;
    try {
      results[index] = one(call);
    } catch (error) {
      results[index] = failure(error);
    }
  }
  return results;
}

function failure(error: unknown): Result {
  const code = error instanceof LogError ? error.code : 'unavailable';
  return { error: { code, message: error instanceof Error ? error.message : String(error) } };
}

function serve({ file, port }: WorkerData): void {
  const answer = (results: FromWorker) => port.postMessage(results);
  let store: SqliteStore;
  try {
    store = new SqliteStore(file);
  } catch (error) {
    answer([failure(error)]);
    return;
  }
  answer([{ value: undefined }]);
  port.on('message', (message: ToWorker) => {
    if (message !== 'close') return answer(run(store, message));
    store.close();
    port.close();
  });
}

serve(workerData as WorkerData);
