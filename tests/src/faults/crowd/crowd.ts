import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import { idFromBytes } from '@rostrum/shared/domain/new-id';
import type { View } from '@rostrum/shared/domain/view';
import { exchange, newBrowser, secretOf, type LiveEvent } from '../../lib/browser.ts';
import { until, type Context } from '../../lib/harness.ts';
import type { Chance } from '../../lib/chance.ts';
import { Actor } from './actor.ts';
import { Ledger } from './ledger.ts';
import { Mix } from './mix.ts';

/** Pages that open at a time. */
const AT_ONCE = 20;
/** One in so many of the crowd is at a desk, with the organiser's link. */
const DESK_EVERY = 15;
const TICK_MS = 10;
/** Asked before anything else happens. */
const QUESTIONS = 20;
const VOTED_FOR: ReadonlySet<string> = new Set(['approved', 'live']);

interface CrowdOptions {
  /** The nodes. */
  urls: readonly string[];
  event: LiveEvent;
  sockets: number;
  chance: Chance;
  /** Milliseconds without an answer before an action is sent again; the page's unless given. */
  answerMs?: number;
}

/** People at phones and desks, what they do, and what they were told. */
export class Crowd {
  readonly ledger = new Ledger();
  readonly actors: Actor[] = [];
  readonly chance: Chance;
  readonly #mix: Mix;
  #timer: NodeJS.Timeout | undefined;

  private constructor(chance: Chance) {
    this.chance = chance;
    this.#mix = new Mix(chance, () => {
      const view = this.desks[0]?.view as View<'desk'> | undefined;
      const cues = (view?.programme.cues ?? []).map(({ id }) => id);
      const isOpen = (id: QuestionId) => VOTED_FOR.has(view?.questions[id]?.state ?? '');
      const { questions, links } = this.ledger;
      return { questions, open: questions.filter(isOpen), cues, links };
    });
  }

  /** Resolves once everyone sees the event. */
  static async open(t: Context, options: CrowdOptions): Promise<Crowd> {
    const { urls, event, sockets, chance, answerMs } = options;
    const crowd = new Crowd(chance);
    t.after(() => crowd.leave());
    const random = () => chance.next();
    for (let first = 0; first < sockets; first += AT_ONCE) {
      const few = Array.from({ length: Math.min(AT_ONCE, sockets - first) }, async (_, index) => {
        const who = first + index;
        const browser = await newBrowser(event);
        const surface = who % DESK_EVERY === 0 ? 'desk' : 'phone';
        if (surface === 'desk') await exchange(browser, event.code, secretOf(event, 'organiser'));
        const { cookie } = browser;
        const { ledger } = crowd;
        const { code } = event;
        return new Actor({ who, urls, cookie, code, surface, ledger, random, answerMs });
      });
      crowd.actors.push(...(await Promise.all(few)));
    }
    await crowd.allCurrent();
    await crowd.#begin();
    return crowd;
  }

  get phones(): readonly Actor[] {
    return this.actors.filter(({ surface }) => surface === 'phone');
  }

  get desks(): readonly Actor[] {
    return this.actors.filter(({ surface }) => surface === 'desk');
  }

  async allCurrent(): Promise<void> {
    const isThere = ({ isCurrent, endedBy }: Actor) => isCurrent || endedBy !== undefined;
    await until(() => this.actors.every(isThere), { what: 'everyone to be current' });
  }

  /** From now on, so many actions a second by everyone together. */
  storm(perSecond: number): void {
    const startedAt = performance.now();
    let done = 0;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      const due = ((performance.now() - startedAt) / 1_000) * perSecond;
      for (; done < due; done += 1) this.#actOnce();
    }, TICK_MS);
  }

  calm(): void {
    clearInterval(this.#timer);
  }

  /** Milliseconds until every action there is was judged. @throws past the limit. */
  async settle(): Promise<number> {
    const startedAt = performance.now();
    this.calm();
    await until(() => this.ledger.open === 0, {
      what: `the outcome of ${this.ledger.open} actions`,
    });
    return performance.now() - startedAt;
  }

  leave(): void {
    this.calm();
    for (const actor of this.actors) actor.stop();
  }

  newId(): ActionId {
    const bytes = Uint8Array.from({ length: 24 }, () => this.chance.below(256));
    return idFromBytes(bytes) as ActionId;
  }

  /** Something to vote for from the start. */
  async #begin(): Promise<void> {
    this.desks[0]?.act(this.newId(), { type: 'settings.premoderation', on: false });
    await this.settle();
    for (let asked = 0; asked < QUESTIONS; asked += 1) {
      this.chance.pick(this.phones).act(this.newId(), this.#mix.of('question.ask'));
    }
    await this.settle();
  }

  #actOnce(): void {
    const action = this.#mix.next();
    this.#whoFor(action).act(this.newId(), action);
  }

  #whoFor(action: ReturnType<Mix['next']>): Actor {
    if (!action.type.startsWith('question.')) return this.chance.pick(this.desks);
    // Of an asker's acts and of a voter's taking back, most are by someone who may; somebody else tries as well.
    const { askers, voters } = this.ledger;
    const whose = action.type === 'question.takeBack' ? voters : askers;
    const may =
      'question' in action && action.type !== 'question.upvote' && this.chance.next() < 0.7
        ? whose.get(action.question)
        : undefined;
    return this.actors[may ?? -1] ?? this.chance.pick(this.phones);
  }
}
