import type { Code, QuestionId } from '@rostrum/shared/domain/ids';

/** What a generator has to know of the servers it loads. */
export interface Target {
  /** On 127.0.0.1; phones are spread evenly over them. */
  readonly ports: readonly number[];
  readonly code: Code;
  readonly questions: readonly QuestionId[];
  /** Signs the phones' sessions. */
  readonly secret: string;
  /** The cookies of a browser that may moderate; empty where everyone may. */
  readonly moderator: string;
}

/** A stretch of time that was measured. */
export interface Window {
  readonly seconds: number;
  /** Seconds of one core that each of the processes asked about has used. */
  readonly cpuSeconds: readonly number[];
  /** Seconds of one core that the generator used. */
  readonly ownCpuSeconds: number;
  /** Seconds that all others on this machine used. */
  readonly othersCpuSeconds: number;
  /** Patches that arrived, at all phones together. */
  readonly patches: number;
  /** Bytes of all messages that arrived. */
  readonly bytes: number;
  /** Phones that the server or the network has ended so far. */
  readonly lost: number;
}

/** Votes at random times that do not wait for one another. */
export interface Voting {
  /** Votes a second. */
  readonly rate: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Observers vote only, or everyone. */
  readonly voters: 'all' | 'observers';
  /** 2 where there are more votes than one for each phone and question; see `Supply`. */
  readonly blocks: 1 | 2;
  /** How long to wait for what has not been answered and seen after the last vote; 30,000 unless it is known to have failed before. */
  readonly drainMs?: number;
  /** First visits in the measured time; each takes in the page, then opens a phone and leaves a little later. */
  readonly newcomers?: number;
  /** Processes whose time is taken. */
  readonly pids: readonly number[];
}

/**
 * What came of the votes. Times are of the votes meant for the measured window,
 * from when each was meant to be sent; counts are of all votes.
 */
export interface VoteResult {
  readonly votes: number;
  /** Refused, or not answered in time. */
  readonly notAccepted: number;
  /** How many of those for which reason. */
  readonly troubles: Readonly<Record<string, number>>;
  /** Accepted, and at the end not visible to every observer. */
  readonly unseen: number;
  readonly ackP50Ms: number;
  /** Infinite where too many were not accepted. */
  readonly ackP99Ms: number;
  readonly seenP50Ms: number;
  /** Of each accepted vote at each observer who is not the voter; infinite where too many were never seen. */
  readonly seenP99Ms: number;
  /** How late votes were sent: what of the times above is not the server's. */
  readonly lateP99Ms: number;
  /** Mean time from one patch to the next, at an observer. */
  readonly tickMs: number;
  /** How long the page of a newcomer took; NaN without newcomers. */
  readonly pageP99Ms: number;
  readonly window: Window;
}

/** Changes of the stage, each of which goes out at once: patches as fast as the server can. */
export interface Saturation {
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly pids: readonly number[];
}

export interface Gathering {
  readonly target: Target;
  readonly phones: number;
  /** How many of them note when votes become visible. */
  readonly observers: number;
}

/** What came of phones that came back all at once. */
export interface Return {
  /** Milliseconds until the last one was shown what is so now. */
  readonly tookMs: number;
  readonly phones: number;
  readonly window: Window;
}

/** What the generator does when it is told to; one thing after the other. */
export interface Orders {
  /** Connects the phones. */
  gather(order: Gathering): Promise<void>;
  vote(order: Voting): Promise<VoteResult>;
  saturate(order: Saturation): Promise<Window>;
  /** Takes the network away from all but the observers. */
  dropAll(order: Record<never, never>): Promise<void>;
  /** Brings them back, by the seq they are at or with nothing. */
  comeBack(order: { resume: boolean; pids: readonly number[] }): Promise<Return>;
}

export type Order = { [Name in keyof Orders]: { name: Name; order: Parameters<Orders[Name]>[0] } };
export type ToGenerator = Order[keyof Orders];
export type FromGenerator = { ok: true; result: unknown } | { ok: false; trouble: string };
