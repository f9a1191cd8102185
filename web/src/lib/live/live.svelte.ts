import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, Code, QuestionId } from '@rostrum/shared/domain/ids';
import type { Mode } from '@rostrum/shared/domain/mode';
import type { Outcome, Reason } from '@rostrum/shared/domain/reasons';
import type { Audience } from '@rostrum/shared/domain/view';
import type { PageWelcome, Part } from '@rostrum/shared/protocol/page';
import type { PatchMessage } from '@rostrum/shared/protocol/down';
import type { DisplayReport, PageId, Steer, SteerOrder } from '@rostrum/shared/protocol/displays';
import type { Colleague, Focus, Presence } from '@rostrum/shared/protocol/presence';
import { newId } from '../new-id.ts';
import { ServerClock, StepWatch, untilNextSecond } from './clock.ts';
import { Connection } from './connection.ts';
import {
  firstMirror,
  knowsMine,
  mirrorOf,
  patched,
  placeOf,
  withMine,
  type Mirror,
} from './mirror.ts';
import { Outbox, type Item, type ItemStore } from './outbox.ts';
import { foldVotes, isFolded } from './overlay.ts';
import { onReturn } from './on-return.ts';
import { SessionRequest } from './session.ts';

/** Clock readings at each connect. */
const READINGS = 4;
/** Milliseconds between clock readings of a page that stays open. */
const READ_AGAIN_MS = 10 * 60_000;

/** `ended` is final: {@link Live.endedBy} says why. */
type Status = 'connecting' | 'live' | 'away' | 'ended';

/**
 * One page's part in an event: what it sees, what it sent, what time it is.
 * Rendered on the server it holds the first view; `start` makes it live.
 */
export class Live<A extends Audience> {
  readonly welcome: PageWelcome;
  status = $state<Status>('connecting');
  endedBy = $state<Reason>();
  /** Since when the view may be out of date, on the log's clock; undefined while it is live. */
  awaySince = $state<number>();
  /** Milliseconds on the log's clock; turns with every second that a display shows. */
  now = $state(0);
  items = $state.raw<readonly Item[]>([]);
  /** Whether what is not sent yet would outlive this page. */
  keeps = $state(true);
  /** Who is here, as far as the crew is told and the connection lasts. */
  presence = $state.raw<Presence>();
  #mirror = $state.raw<Mirror<A>>() as Mirror<A>;
  readonly #clock: ServerClock;
  #mode: Mode | undefined;
  #focus: Focus | undefined;
  /** This page among the desks or the displays, known by nothing else. */
  readonly #page = newId<PageId>();
  #display: (() => Omit<DisplayReport, 'page'>) | undefined;
  #hearOrder: ((order: SteerOrder) => void) | undefined;
  /** What the crew knows this display by, once it has been told. */
  displayNumber = $state<number>();
  readonly #keep: ((code: Code) => ItemStore) | undefined;
  #connection: Connection | undefined;
  #outbox: Outbox | undefined;

  /** @param keep where unsent actions outlive the page; without it, they do not. */
  constructor(welcome: PageWelcome, keep?: (code: Code) => ItemStore) {
    this.welcome = welcome;
    this.#keep = keep;
    this.now = welcome.now;
    this.awaySince = welcome.now;
    this.#mirror = firstMirror<A>(welcome);
    this.#clock = new ServerClock(welcome.now, Date.now());
  }

  get view(): Mirror<A>['view'] {
    return this.#mirror.view;
  }

  get mine(): Mirror<A>['mine'] {
    return this.#mirror.mine;
  }

  /** Which part of the questions `view` has; undefined where it has all, as it does from the first connect on. */
  get part(): Part | undefined {
    return this.#mirror.part;
  }

  /** Whether `mine` is this browser's already: a page is rendered without it. */
  get knowsMine(): boolean {
    return knowsMine(this.#mirror);
  }

  /** How many actions still wait for the server's word. */
  get unsaved(): number {
    return this.items.filter(({ state }) => state === 'sending').length;
  }

  /** Connects; call it once the page is in a browser. The returned function ends it. */
  start(): () => void {
    const { surface, view } = this.welcome;
    this.#outbox = new Outbox({
      // It is open with the connection, and never before.
      send: (id, action) => (this.#connection as Connection).act(id, action),
      onChange: (items) => this.#sent(items),
      ...(this.#keep ? { store: this.#keep(view.info.code) } : {}),
    });
    this.#outbox.drop((item) => isFolded(this.#mirror, item));
    const session = new SessionRequest({
      code: view.info.code,
      surface,
      onReady: (mine, sample) => {
        this.#clock.add(sample);
        this.#see(withMine(this.#mirror, mine));
        this.#connection = this.#connect();
      },
      onWait: () => this.#closed('away', Date.now()),
      onEnd: (reason) => this.#end(reason),
    });
    const stopTicking = this.#tick();
    const stopWaking = onReturn(() => {
      session.wake();
      this.#connection?.wake();
    });
    const reading = setInterval(() => void this.#readClock(), READ_AGAIN_MS);
    return () => {
      stopTicking();
      stopWaking();
      clearInterval(reading);
      this.#outbox?.close();
      session.close();
      this.#connection?.close();
    };
  }

  #connect(): Connection {
    const { surface, view } = this.welcome;
    return new Connection({
      code: view.info.code,
      surface,
      place: () => placeOf(this.#mirror),
      onOpen: () => this.#opened(),
      onClose: (heardAt) => this.#closed('away', heardAt),
      onEnd: (reason) => this.#end(reason),
      welcome: (welcome) => {
        this.#see(mirrorOf(welcome));
        this.#goLive();
      },
      patch: (patch) => this.#patch(patch),
      mine: (mine) => this.#see(withMine(this.#mirror, mine)),
      presence: (presence) => (this.presence = presence),
      steer: (order) => this.#hearOrder?.(order),
    });
  }

  #patch(patch: PatchMessage): void {
    const next = patched(this.#mirror, patch);
    const place = placeOf(this.#mirror);
    if (next) this.#see(next);
    else if (place) this.#connection?.sync(place);
  }

  #end(reason: Reason): void {
    this.endedBy = reason;
    this.#closed('ended', Date.now());
  }

  /** Sends an action, now or as soon as it can be sent, until the server has judged it. */
  act(action: Action, id = newId<ActionId>()): ActionId {
    this.#outbox?.add(id, action);
    return id;
  }

  /** Tells where this person is, now and whenever the page connects; it only counts them. */
  sayMode(mode: Mode | undefined): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    if (mode) this.#connection?.here(mode);
  }

  /** Tells the other desks what this one has in hand, now and whenever the page connects. */
  sayFocus(question: QuestionId | undefined, editing: boolean): void {
    this.#focus = { page: this.#page, ...(question ? { question } : {}), editing };
    this.#connection?.focus(this.#focus);
  }

  /**
   * Lets the crew see and steer this display for as long as the page is open.
   *
   * @param report what it shows, asked for at each connect.
   * @returns what to call when that has changed.
   */
  beSteered(
    report: () => Omit<DisplayReport, 'page'>,
    hear: (order: SteerOrder) => void,
  ): () => void {
    this.#display = report;
    this.#hearOrder = hear;
    const tell = () => void this.#sayDisplay();
    tell();
    return tell;
  }

  /** Tells a display what to do; what came of it the display says. */
  steer(steer: Steer): Promise<Outcome> {
    return this.#connection?.steer(steer) ?? Promise.resolve({ ok: false, reason: 'unavailable' });
  }

  /** By what a display is known that comes after this one on the same page. */
  get page(): PageId {
    return this.#page;
  }

  /** The other desks, as far as they are known. */
  get colleagues(): readonly Colleague[] {
    return this.presence?.desk?.filter(({ page }) => page !== this.#page) ?? [];
  }

  /** Takes a refused action off the list. */
  dismiss(id: ActionId): void {
    this.#outbox?.drop((item) => item.id === id);
  }

  /** What it shows is what there is. */
  #goLive(): void {
    this.status = 'live';
    this.awaySince = undefined;
  }

  #opened(): void {
    // A page that has a part is live with its welcome, which is on its way.
    if (!this.part) this.#goLive();
    if (this.#mode) this.#connection?.here(this.#mode);
    if (this.#focus) this.#connection?.focus(this.#focus);
    void this.#sayDisplay();
    this.#outbox?.setOpen(true);
    this.#askAgain();
  }

  #askAgain(): void {
    this.#clock.forget();
    void this.#readClock();
  }

  async #sayDisplay(): Promise<void> {
    if (!this.#display) return;
    const number = await this.#connection?.display({ ...this.#display(), page: this.#page });
    this.displayNumber = number ?? this.displayNumber;
  }

  #closed(status: Status, heardAt: number): void {
    if (this.status === 'ended') return;
    this.status = status;
    this.presence = undefined;
    this.awaySince ??= this.#clock.at(heardAt);
    this.#outbox?.setOpen(false);
  }

  #see(mirror: Mirror<A>): void {
    this.#mirror = foldVotes(mirror, this.items);
    this.#outbox?.drop((item) => isFolded(this.#mirror, item));
  }

  #sent(items: readonly Item[]): void {
    this.items = items;
    this.keeps = this.#outbox?.keeps ?? true;
    // The view may have reached the seq before the answer came.
    this.#mirror = foldVotes(this.#mirror, items);
    const folded = items.some((item) => isFolded(this.#mirror, item));
    if (folded) this.#outbox?.drop((item) => isFolded(this.#mirror, item));
  }

  async #readClock(): Promise<void> {
    for (let reading = 0; reading < READINGS; reading += 1) {
      const sample = await this.#connection?.readClock();
      if (!sample) return;
      this.#clock.add(sample);
    }
    this.now = this.#clock.at(Date.now());
  }

  #tick(): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const steps = new StepWatch(Date.now(), performance.now());
    const turn = () => {
      // What was known of the clock is void: rather no new second than a wrong one.
      if (steps.hasStepped(Date.now(), performance.now())) this.#askAgain();
      else this.now = this.#clock.at(Date.now());
      const { running, aux = [] } = this.view.onAir;
      const anchors = [
        0,
        ...(running ? [running.startedAt + running.pausedMs] : []),
        ...aux.flatMap((timer) => (timer?.startedAt ? [timer.startedAt - timer.spentMs] : [])),
      ];
      // A little past the turn: a timer that fires early would show the second before.
      timer = setTimeout(turn, untilNextSecond(this.now, anchors) + 5);
    };
    turn();
    return () => clearTimeout(timer);
  }
}
