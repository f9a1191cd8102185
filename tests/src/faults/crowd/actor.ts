import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, Code } from '@rostrum/shared/domain/ids';
import { mayRetry } from '@rostrum/shared/domain/retry';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { View } from '@rostrum/shared/domain/view';
import { downSchemas } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import type { ActAnswer } from '@rostrum/shared/protocol/up';
import { COME_BACK, comeBackMs, scattered } from '../../../../web/src/lib/live/come-back.ts';
import { Outbox } from '../../../../web/src/lib/live/outbox.ts';
import type { Ledger } from './ledger.ts';
import { patchOf, welcomeOf, withPatch } from './shared-view.ts';
import { Wire } from './wire.ts';

/** Milliseconds without an answer after which a page sends again, as in the page's own connection. */
const ANSWER_MS = 8_000;

export interface ActorOptions {
  /** Its number in the crowd. */
  who: number;
  /** The nodes, as a load balancer knows them; it goes to the next one when one fails. */
  urls: readonly string[];
  cookie: string;
  code: Code;
  surface: Surface;
  ledger: Ledger;
  /** From 0 to 1, for the scatter of its returns. */
  random: () => number;
  answerMs?: number | undefined;
}

/**
 * One page of a crowd: the page's own outbox, its way of coming back and its
 * mirror, over a {@link Wire}.
 */
export class Actor {
  readonly #options: ActorOptions;
  readonly #outbox: Outbox;
  #wire: Wire | undefined;
  #timer: NodeJS.Timeout | undefined;
  #tries = 0;
  #node: number;
  #isLeaving = false;
  #isStopped = false;
  #lostAt: number | undefined;
  /** Where its view is. */
  place: Place = { seq: 0, mark: '' };
  view: View | undefined;
  /** It has been told where things stand since it connected. */
  isCurrent = false;
  /** Milliseconds of each time away, from the loss of a connection until it was current again. */
  readonly awayMs: number[] = [];
  /** Patches that began after where it was. */
  gaps = 0;
  /** Whole views it was sent after its first. */
  wholeViews = 0;
  /** Why it will not come back, if it was told so. */
  endedBy: Reason | undefined;

  constructor(options: ActorOptions) {
    this.#options = options;
    this.#node = options.who % options.urls.length;
    const { ledger } = options;
    this.#outbox = new Outbox({
      send: (id, action) => this.#send(id, action),
      onChange: (items) => {
        for (const { id, state, reason } of items) {
          if (state === 'saved') ledger.answer(id, { ok: true });
          else if (state === 'refused') ledger.answer(id, { ok: false, reason: reason as Reason });
        }
        if (items.some(({ state }) => state !== 'sending')) this.#outbox.drop(() => true);
      },
    });
    this.#connect();
  }

  get who(): number {
    return this.#options.who;
  }

  get cookie(): string {
    return this.#options.cookie;
  }

  get surface(): Surface {
    return this.#options.surface;
  }

  /** Which of the nodes it is at, or tries. */
  get node(): number {
    return this.#node;
  }

  /** Does something, however long it takes to get it judged. */
  act(id: ActionId, action: Action): void {
    this.#options.ledger.make(this.who, id, action);
    this.#outbox.add(id, action);
  }

  /** Reads the server's clock once. @throws when there is no answer. */
  async clock(): Promise<number> {
    const answer = await this.#wire?.clock(ANSWER_MS);
    if (!answer || !('now' in answer)) throw new Error('the clock was not told');
    return answer.now;
  }

  /** Asks for one thing as it is, past the outbox. */
  ask(name: string, message: unknown): Promise<unknown> {
    return this.#wire?.ask(name, message, ANSWER_MS) ?? Promise.reject(new Error('not connected'));
  }

  stopReading(): void {
    this.#wire?.stopReading();
  }

  /** Loses its network for a moment. */
  drop(): void {
    this.#wire?.drop();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#wire?.drop();
  }

  #connect(): void {
    const { urls, cookie, code, surface } = this.#options;
    this.#wire = new Wire({
      url: urls[this.#node] as string,
      cookie,
      code,
      surface,
      place: this.view ? this.place : undefined,
      onEvent: (name, json) => this.#hear(name, json),
      onClose: (refusal) => this.#closed(refusal),
    });
  }

  #hear(name: string, json: string): void {
    switch (name) {
      case 'welcome':
        return this.#welcome(json);
      case 'patch':
        return this.#patch(json);
      case 'bye': {
        const { reason } = downSchemas.bye.parse(JSON.parse(json));
        this.#isLeaving = reason === 'unavailable';
        if (!mayRetry(reason)) this.endedBy = reason;
      }
    }
  }

  #welcome(json: string): void {
    if (this.view) this.wholeViews += 1;
    const { seq, mark, view } = welcomeOf(json);
    this.place = { seq, mark };
    this.view = view;
    this.#caughtUp();
  }

  #patch(json: string): void {
    const patch = patchOf(json);
    if (!this.view) return;
    if (patch.from > this.place.seq) {
      this.gaps += 1;
      void this.ask('sync', { place: this.place }).catch(() => undefined);
      return;
    }
    if (patch.seq >= this.place.seq) {
      this.view = withPatch(this.view, patch);
      this.place = { seq: patch.seq, mark: patch.mark };
    }
    this.#caughtUp();
  }

  #caughtUp(): void {
    if (this.isCurrent) return;
    this.isCurrent = true;
    this.#tries = 0;
    if (this.#lostAt !== undefined) this.awayMs.push(performance.now() - this.#lostAt);
    this.#lostAt = undefined;
    this.#outbox.setOpen(true);
  }

  #closed(refusal: string | undefined): void {
    this.isCurrent = false;
    this.#outbox.setOpen(false);
    if (this.#isStopped || this.endedBy) return;
    this.#lostAt ??= performance.now();
    this.#node = (this.#node + 1) % this.#options.urls.length;
    this.#timer = setTimeout(() => this.#connect(), this.#waitMs(refusal));
  }

  #waitMs(refusal: string | undefined): number {
    const random = this.#options.random();
    const isLeaving = this.#isLeaving;
    this.#isLeaving = false;
    if (isLeaving || refusal !== undefined) return comeBackMs(isLeaving, random);
    const ms = Math.min(
      COME_BACK.reconnectionDelayMax,
      COME_BACK.reconnectionDelay * 2 ** this.#tries,
    );
    this.#tries += 1;
    return scattered(ms, random);
  }

  async #send(id: ActionId, action: Action): Promise<ActAnswer> {
    const wire = this.#wire;
    if (!wire || !this.isCurrent) throw new Error('not connected');
    const { ledger, answerMs = ANSWER_MS } = this.#options;
    ledger.send(id);
    const answer = await wire.act(id, action, answerMs);
    if (!answer.ok && mayRetry(answer.reason)) ledger.notJudged(answer.reason);
    return answer;
  }
}
