import { workerData, type MessagePort } from 'node:worker_threads';
import { WRITES, type Call, type FromWorker, type Result, type ToWorker } from './sqlite-calls.ts';
import { asLogError } from './sqlite-errors.ts';
import { SqliteStore } from './sqlite-store.ts';

/** What the thread is started with. */
export interface WorkerData {
  file: string;
  port: MessagePort;
}

/** The writes in one transaction, then the reads: they see nothing that is not durable. */
function run(file: string, store: SqliteStore, calls: readonly Call[]): Result[] {
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
    for (const [index] of writes) results[index] = failure(file, error);
  }
  for (const [index, call] of calls.entries()) {
    if (WRITES.has(call.name)) continue;
    try {
      results[index] = one(call);
    } catch (error) {
      results[index] = failure(file, error);
    }
  }
  return results;
}

function failure(file: string, error: unknown): Result {
  const { code, message } = asLogError(file, error);
  return { error: { code, message } };
}

function serve({ file, port }: WorkerData): void {
  const answer = (results: FromWorker) => port.postMessage(results);
  let store: SqliteStore;
  try {
    store = new SqliteStore(file);
  } catch (error) {
    answer([failure(file, error)]);
    return;
  }
  answer([{ value: undefined }]);
  port.on('message', (message: ToWorker) => {
    if (message !== 'close') return answer(run(file, store, message));
    store.close();
    port.close();
  });
}

serve(workerData as WorkerData);
