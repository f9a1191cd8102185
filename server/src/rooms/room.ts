import type { Action, LoggedAction } from '@rostrum/shared/domain/actions';
import { addChanges, noChanges, type Changes } from '@rostrum/shared/domain/changes';
import type { ActionId, EventId, LinkId, ParticipantId } from '@rostrum/shared/domain/ids';
import { isEmptyPatch, patchFor, type Patch } from '@rostrum/shared/domain/patch';
import type { Outcome } from '@rostrum/shared/domain/reasons';
import { mayRetry } from '@rostrum/shared/domain/retry';
import type { State } from '@rostrum/shared/domain/state';
import type { Actor } from '@rostrum/shared/domain/turn';
import { audienceSchema, view, type Audience, type View } from '@rostrum/shared/domain/view';
import type { PatchMessage } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import { bareMark, type Seals } from '../identity/seals.ts';
import type { Log } from '../log/log.ts';
import { Replica, type Folded } from '../replica/replica.ts';
import { outcomeBefore } from './advice.ts';
import { correctClock } from './correct-clock.ts';
import { Doubts } from './doubts.ts';
import { DueTimer } from './due-timer.ts';
import { Gate } from './gate.ts';
import { History } from './history.ts';
import type { Answer } from './intake.ts';
import { Marks } from './marks.ts';
import { Pace } from './pace.ts';
import { Submissions } from './submissions.ts';

/** Milliseconds for which a flush that is due waits for the entry under way: what is in it need not wait for the next. */
const ENTRY_WAIT_MS = 30;

/** How rooms reach their sockets. It is handed in: a room knows nothing of sockets. */
export interface Fanout {
  /** One patch to everyone of an audience; never called with an empty one. */
  patch(room: Room, audience: Audience, patch: PatchMessage): void;
  /** What these participants own has changed. */
  mine(room: Room, authors: ReadonlySet<ParticipantId>, voters: ReadonlySet<ParticipantId>): void;
  /** These links were made or revoked. */
  links(room: Room, links: ReadonlySet<LinkId>): void;
  /** Milliseconds of this thread that one patch to everyone in the room takes. */
  costMs(room: Room): number;
  /** Nothing more comes from this room. */
  broken(room: Room): void;
}

/** A view, and where it is. */
type Placed = Place & { view: View };

interface RoomOptions {
  log: Log;
  event: EventId;
  fanout: Fanout;
  onTrouble: (error: unknown) => void;
  /** Told of what whoever runs the server should know. */
  onWarning?: (message: string) => void;
  /** An entry could not be folded: this room tells and takes nothing more. */
  onBroken: () => void;
  /** Absent: what clients are told carries no seal. */
  seals?: Seals | undefined;
}

/** One live event on this node: takes actions, tells its sockets what changed. */
export class Room {
  readonly event: EventId;
  readonly #log: Log;
  readonly #fanout: Fanout;
  readonly #submissions: Submissions;
  readonly #doubts: Doubts;
  readonly #pace = new Pace();
  #gate!: Gate;
  #replica!: Replica;
  #history!: History;
  #marks!: Marks;
  #due!: DueTimer;
  #changes: Changes = noChanges();
  #timer: NodeJS.Timeout | undefined;
  #flushedAt = 0;
  #isDue = false;
  /** By audience, the seq up to which it was told: where its next patch begins. */
  readonly #toldSeq = new Map<Audience, number>();
  readonly #messages = new WeakMap<Patch, PatchMessage>();
  /** By audience, the first that was asked for since the latest flush. */
  readonly #sharedViews = new Map<Audience, Placed>();
  /** By audience, the latest that was made. */
  readonly #latestViews = new Map<Audience, Placed>();

  private constructor({ log, event, fanout, onTrouble, seals }: RoomOptions) {
    this.event = event;
    this.#log = log;
    this.#fanout = fanout;
    const aheadMs = () => this.state.aheadMs;
    this.#submissions = new Submissions({ log, event, aheadMs, onTrouble });
    this.#doubts = new Doubts({ log, event, seals, onTrouble });
  }

  static async open(options: RoomOptions): Promise<Room> {
    const room = new Room(options);
    // What is folded while catching up is history: nobody is listening yet.
    let caughtUp = false;
    const onFolded = (folded: Folded) => {
      if (caughtUp) room.#folded(folded);
    };
    const onBroken = (error: unknown) => {
      options.onTrouble(error);
      room.#break();
      options.onBroken();
    };
    room.#replica = await Replica.open(options.log, options.event, onFolded, onBroken);
    caughtUp = true;
    room.#history = new History(room.state.seq);
    room.#gate = new Gate(room.state, performance.now());
    room.#marks = new Marks(room.state.seq, room.mark);
    room.#due = new DueTimer({
      event: options.event,
      state: () => room.state,
      now: () => room.now(),
      submit: (logged) => room.#submissions.submit(logged),
    });
    // Before anybody can act: what is asked by a wrong time would be judged by it.
    await correctClock(room, options.log.now(), options.onWarning ?? (() => {}));
    room.#due.arm();
    return room;
  }

  get state(): State {
    return this.#replica.state;
  }

  /** The log's mark at the state's seq. */
  get mark(): string {
    return this.#replica.mark;
  }

  /** What time it is for this event: the log's clock, and never earlier than its last entry. */
  now(): number {
    return Math.max(this.#log.now(), this.state.at);
  }

  /** Whether anyone waits for an outcome. */
  get isBusy(): boolean {
    return this.#submissions.size > 0;
  }

  /**
   * The outcome of an action, known once it is durable and folded, or at once where it cannot
   * succeed or has to wait.
   *
   * @param hereMs milliseconds for which whoever asks has been connected.
   */
  async act(by: Actor, id: ActionId, action: Action, hereMs = 0): Promise<Answer> {
    const logged = { id, by, action };
    const before = outcomeBefore(this.state, logged) ?? this.#submissions.outcomeOf(id);
    if (before) return before;
    const held = this.#gate.admit(this.state, logged, {
      isUnderWay: this.#submissions.has(by.participant),
      hereMs,
      at: this.now(),
      now: performance.now(),
    });
    if (held) return held;
    const outcome = await this.#submissions.submit(logged);
    if (!outcome.ok && !mayRetry(outcome.reason)) {
      this.#gate.noteRefused(logged, performance.now());
    }
    return outcome;
  }

  /** As `act`, for the server's own actions. */
  create(logged: Exclude<LoggedAction, { by: unknown }>): Promise<Outcome> {
    return this.#submissions.submit(logged);
  }

  /**
   * The whole view of an audience, and where it is. It holds at least what that
   * audience was told and what this participant, if one is named, did, and is one
   * object for all who ask before they are told more: it is made, and serialised,
   * once for them. Who did something meanwhile gets a later one, and nobody else
   * does by that: what others are sent would tell whose question it was.
   * O(questions) when it is made.
   */
  view(audience: Audience, participant?: ParticipantId): Placed {
    const shared = this.#sharedViews.get(audience) ?? this.#latestView(audience);
    this.#sharedViews.set(audience, shared);
    return participant && this.#hasActed(participant) ? this.#latestView(audience) : shared;
  }

  /** The patch that brings a view from `place` to now; undefined when only the whole view will do. */
  patchSince({ seq, mark }: Place, audience: Audience): PatchMessage | undefined {
    const own = this.#marks.at(seq);
    if (own !== bareMark(mark)) {
      if (own !== undefined || seq > this.state.seq) this.#doubts.consider({ seq, mark });
      return undefined;
    }
    const patch = this.#history.since(seq, this.state, audience, this.#changes);
    return patch && this.#marked(patch);
  }

  /** Waits for the outcomes of what was asked so far, and sends what followed from them. */
  async settle(): Promise<void> {
    await this.#submissions.settled();
    this.#flush();
  }

  /** Stops following, sends what is unsent, keeps a snapshot. Nothing is sent after: another room may have followed this one. */
  async close(): Promise<void> {
    this.#due.stop();
    this.#replica.close();
    this.#flush();
    await this.#replica.save();
  }

  /** Since the latest flush. */
  #hasActed(participant: ParticipantId): boolean {
    const { authors, voters } = this.#changes;
    return authors.has(participant) || voters.has(participant);
  }

  /** The same message for the same patch, so that it is serialised once. */
  #marked(patch: Patch): PatchMessage {
    const message = this.#messages.get(patch) ?? { ...patch, mark: this.#toldMark() };
    this.#messages.set(patch, message);
    return message;
  }

  #latestView(audience: Audience): Placed {
    const { seq } = this.state;
    const made = this.#latestViews.get(audience);
    if (made?.seq === seq) return made;
    const fresh = { seq, mark: this.#toldMark(), view: view(this.state, audience) };
    this.#latestViews.set(audience, fresh);
    return fresh;
  }

  /** The mark as clients are told it. */
  #toldMark(): string {
    return this.#doubts.sealed({ seq: this.state.seq, mark: this.mark });
  }

  #break(): void {
    clearTimeout(this.#timer);
    this.#due?.stop();
    this.#submissions.abandon();
    this.#fanout.broken(this);
  }

  #folded({ actions, outcomes, changes }: Folded): void {
    this.#marks.add(this.mark);
    this.#gate.note(this.state);
    addChanges(this.#changes, changes);
    for (const [index, { id }] of actions.entries()) {
      this.#submissions.settle(id, outcomes[index] as Outcome);
    }
    if (changes.running || changes.outline || changes.cues.size > 0) this.#due.arm();
    if (changes.links.size > 0) this.#fanout.links(this, changes.links);
    if (changes.live) this.#flush();
    else if (this.#isDue) this.#flushIn(0, false);
    else this.#schedule();
  }

  #schedule(): void {
    if (this.#timer) return;
    const now = performance.now();
    const intervalMs = this.#pace.intervalMs(this.#fanout.costMs(this));
    const dueAt = Math.max(now, this.#flushedAt + intervalMs);
    this.#timer = setTimeout(() => {
      this.#pace.note(performance.now() - dueAt);
      if (this.isBusy) this.#flushIn(ENTRY_WAIT_MS, true);
      else this.#flush();
    }, dueAt - now);
  }

  /** Sooner after the next entry, if it `isDue`. */
  #flushIn(ms: number, isDue: boolean): void {
    clearTimeout(this.#timer);
    this.#isDue = isDue;
    this.#timer = setTimeout(() => this.#flush(), ms);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
    const { seq } = this.state;
    const openedAt = this.#history.seq;
    if (openedAt === seq) return;
    const changes = this.#changes;
    this.#changes = noChanges();
    this.#history.add(seq, changes);
    this.#sharedViews.clear();
    this.#latestViews.clear();
    this.#flushedAt = performance.now();
    for (const audience of audienceSchema.options) {
      const from = this.#toldSeq.get(audience) ?? openedAt;
      const patch = patchFor(this.state, audience, changes, from);
      this.#toldSeq.set(audience, isEmptyPatch(patch) ? from : seq);
      if (isEmptyPatch(patch)) continue;
      this.#fanout.patch(this, audience, this.#marked(patch));
    }
    this.#fanout.mine(this, changes.authors, changes.voters);
  }
}
