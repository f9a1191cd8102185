import { setTimeout as after } from 'node:timers/promises';
import { ENTRY_VERSION, type LoggedAction } from '@rostrum/shared/domain/actions';
import type { ActionId, EventId, ParticipantId } from '@rostrum/shared/domain/ids';
import { BATCH_MAX } from '@rostrum/shared/domain/limits';
import { refused, type Outcome } from '@rostrum/shared/domain/reasons';
import type { Log } from '../log/log.ts';

/** Actions that may wait for the log at once. About a second of work; past it the answer is `busy`. */
const WAITING_MAX = 10_000;
/** Actions of the crew past those: who fills the queue does not shut them out. */
const CREW_WAITING_MAX = 1_000;
/**
 * Milliseconds from one append to the next in a busy event. An entry costs every
 * node and every client, whatever it holds: fewer and fuller ones are cheaper
 * for all, and nobody notices so short a wait. After a pause the first goes at once.
 */
const GATHER_MS = 20;

interface Submission {
  readonly logged: LoggedAction;
  readonly promise: Promise<Outcome>;
  readonly resolve: (outcome: Outcome) => void;
}

interface SubmissionsOptions {
  log: Log;
  event: EventId;
  /** By how many milliseconds the event's stamps are ahead of the log's clock. */
  aheadMs: () => number;
  onTrouble: (error: unknown) => void;
}

/**
 * Actions on their way through the log. While one append is under way, and for
 * a moment after it began, others gather into the next.
 */
export class Submissions {
  readonly #log: Log;
  readonly #event: EventId;
  readonly #aheadMs: SubmissionsOptions['aheadMs'];
  readonly #onTrouble: (error: unknown) => void;
  readonly #underWay = new Map<ActionId, Submission>();
  readonly #participants = new Map<ParticipantId, number>();
  #waiting: Submission[] = [];
  #appending = false;
  #appendedAt = -Infinity;

  constructor({ log, event, aheadMs, onTrouble }: SubmissionsOptions) {
    this.#log = log;
    this.#event = event;
    this.#aheadMs = aheadMs;
    this.#onTrouble = onTrouble;
  }

  get size(): number {
    return this.#underWay.size;
  }

  /** Whether this participant has actions whose outcome is not known yet. */
  has(participant: ParticipantId): boolean {
    return this.#participants.has(participant);
  }

  /** The outcome to come of an action that is under way. */
  outcomeOf(id: ActionId): Promise<Outcome> | undefined {
    return this.#underWay.get(id)?.promise;
  }

  /** The outcome once the action is durable and folded; `busy` or `unavailable` when it may be sent again. */
  submit(logged: LoggedAction): Promise<Outcome> {
    const same = this.#underWay.get(logged.id);
    if (same) return same.promise;
    const isCrew = !('by' in logged) || logged.by.link !== undefined;
    const most = isCrew ? WAITING_MAX + CREW_WAITING_MAX : WAITING_MAX;
    if (this.#waiting.length >= most) return Promise.resolve(refused('busy'));
    const submission = { logged, ...Promise.withResolvers<Outcome>() };
    this.#underWay.set(logged.id, submission);
    this.#count(logged, 1);
    this.#waiting.push(submission);
    void this.#pump();
    return submission.promise;
  }

  /** Tells whoever waits for this action. Called for every folded action, whichever node took it. */
  settle(id: ActionId, outcome: Outcome): void {
    const submission = this.#underWay.get(id);
    if (!submission) return;
    this.#underWay.delete(id);
    this.#count(submission.logged, -1);
    submission.resolve(outcome);
  }

  /** Resolves once everything asked so far has its outcome. */
  async settled(): Promise<void> {
    await Promise.all([...this.#underWay.values()].map(({ promise }) => promise));
  }

  /** Tells everyone who waits that there is no answer from here. */
  abandon(): void {
    for (const id of [...this.#underWay.keys()]) this.settle(id, refused('unavailable'));
  }

  async #pump(): Promise<void> {
    if (this.#appending) return;
    this.#appending = true;
    while (this.#waiting.length > 0) {
      const waitMs = this.#appendedAt + GATHER_MS - performance.now();
      if (waitMs > 1 && this.#waiting.length < BATCH_MAX) await after(waitMs);
      this.#appendedAt = performance.now();
      const batch = this.#waiting.slice(0, BATCH_MAX);
      this.#waiting = this.#waiting.slice(BATCH_MAX);
      const actions = batch.map((submission) => submission.logged);
      try {
        await this.#log.append(this.#event, { v: ENTRY_VERSION, actions }, this.#aheadMs());
      } catch (error) {
        this.#onTrouble(error);
        // Perhaps it is in the log all the same: the same id sent again finds out.
        for (const { id } of actions) this.settle(id, refused('unavailable'));
      }
    }
    this.#appending = false;
  }

  #count(logged: LoggedAction, by: 1 | -1): void {
    if (!('by' in logged)) return;
    const { participant } = logged.by;
    const count = (this.#participants.get(participant) ?? 0) + by;
    if (count === 0) this.#participants.delete(participant);
    else this.#participants.set(participant, count);
  }
}
