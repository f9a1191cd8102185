import type { EventId } from '@rostrum/shared/domain/ids';
import type { LogError, Snapshot, StoredEntry } from './log.ts';

/** What the log asks of its thread, and what each answers with. */
export interface Operations {
  append: (event: EventId, body: string, now: number) => StoredEntry;
  restore: (event: EventId, entries: readonly StoredEntry[]) => void;
  saveSnapshot: (event: EventId, snapshot: Snapshot) => void;
  probe: () => void;
  claimCode: (code: string, event: string) => boolean;
  read: (event: EventId, fromSeq: number, limit: number) => StoredEntry[];
  loadSnapshot: (event: EventId) => Snapshot | undefined;
  findCode: (code: string) => string | undefined;
  codes: () => [string, string][];
  lastStamps: () => [EventId, number][];
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

/** Those that change the file: of a batch they are one transaction. */
export const WRITES: ReadonlySet<keyof Operations> = new Set([
  'append',
  'restore',
  'saveSnapshot',
  'claimCode',
  'accept',
  'probe',
]);
