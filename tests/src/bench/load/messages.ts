import type { OpenEvent } from '../event.ts';

/** Sockets that note when a vote becomes visible. A sample: the same patch goes to all. */
export const OBSERVERS = 20;

export interface Load extends OpenEvent {
  readonly sockets: number;
  /** Votes a second. */
  readonly rate: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/**
 * What the generator found. Times are of the votes meant for the measured
 * window, from when each was meant to be sent; counts are of all votes.
 */
export interface LoadResult {
  readonly votes: number;
  /** Refused, or not answered in time. */
  readonly notAccepted: number;
  /** How many of those for which reason. */
  readonly troubles: Readonly<Record<string, number>>;
  /** Accepted, and at the end not visible to every observer. */
  readonly unseen: number;
  /** Infinite where a vote was not accepted. */
  readonly ackMs: readonly number[];
  /** One for each accepted vote and observer who is not the voter; infinite where it was never seen. */
  readonly seenMs: readonly number[];
  /** How late each was sent: what of the times above is not the server's. */
  readonly lateMs: readonly number[];
  /** Seconds of one core that the generator used in the measured window. */
  readonly cpuSeconds: number;
}

/** The generator is told its load, and then to go on after each of its first two reports. */
export type ToGenerator = { type: 'start'; load: Load } | { type: 'go' };

/** What the generator reports, in this order. */
export type FromGenerator =
  | { type: 'prepared' }
  | { type: 'connected' }
  | { type: 'measuring' }
  | { type: 'measured' }
  | { type: 'done'; result: LoadResult };
