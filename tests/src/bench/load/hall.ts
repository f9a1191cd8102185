import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Place } from '@rostrum/shared/protocol/place';
import { newId } from '@rostrum/server/identity/secrets';
import { Sessions } from '@rostrum/server/identity/sessions';
import type { Answer } from './answers.ts';
import { beginWindow } from './measure.ts';
import { Observer } from './observer.ts';
import type { Gathering, Return, Target } from './orders.ts';
import { Phone, type Host } from './phone.ts';
import { Supply } from './supply.ts';

/** Handshakes under way at a time while people come in. */
const COMING_IN = 200;
/** The same when all come at once: as many as a listening socket of Node lets wait. What is past it is dropped, and comes again a second later. */
const AT_ONCE = 500;
/** This machine's own addresses that phones come from, so that ports do not run out: 127.0.0.2 and on. */
const SOURCES = 8;
/** Message numbers have eight digits from the first on: all frames of a kind are of one length. */
const FIRST_NUMBER = 10_000_000;

type Listener = (answer: Answer) => void;

/** All phones of one generator. */
export class Hall implements Host {
  readonly tally = { patches: 0, welcomes: 0, bytes: 0 };
  readonly target: Target;
  readonly phones: Phone[] = [];
  readonly observers: { who: number; observer: Observer }[] = [];
  /** Why phones were ended that should not have been. */
  readonly losses: string[] = [];
  /** How many votes each question has, as far as it was judged. */
  counts: ReadonlyMap<QuestionId, number> = new Map();
  /** In the ids of all actions, beside their number. */
  readonly mark = newId().slice(0, 14);
  /** Called with each answer. */
  onAnswer: Listener = () => {};
  /** Called before each thing that came is looked at. */
  pulse: () => void = () => {};
  readonly #sessions: Sessions;
  readonly #supplies = new Map<string, Supply>();
  #messages = 0;
  #opened = 0;
  /** Where those that were dropped are. */
  #place: Place | undefined;

  private constructor(target: Target) {
    this.target = target;
    this.#sessions = new Sessions(target.secret, false);
  }

  static async gather({ target, phones, observers }: Gathering): Promise<Hall> {
    const hall = new Hall(target);
    // All through the order in which the server tells its sockets: the last hears later than the first.
    const every = phones / observers;
    const observing = new Map(
      Array.from({ length: observers }, (_, index) => [
        Math.floor((index + 0.5) * every),
        new Observer(),
      ]),
    );
    for (let who = 0; who < phones; who += 1) {
      const observer = observing.get(who);
      if (observer) hall.observers.push({ who, observer });
      hall.phones.push(hall.newPhone({ ...(observer && { ears: observer }) }));
    }
    await forEach(hall.phones, COMING_IN, (phone) => phone.open());
    return hall;
  }

  /** A phone that is not connected yet, with a session of its own unless it is given a cookie. */
  newPhone(own: Partial<ConstructorParameters<typeof Phone>[0]> = {}): Phone {
    const { ports, code } = this.target;
    const port = ports[this.#opened % ports.length] as number;
    const from = this.nextSource();
    const cookie = this.#sessions.cookie(this.#sessions.create());
    return new Phone({ host: this, port, from, code, cookie, ...own });
  }

  /** An address of this machine to come from. */
  nextSource(): string {
    this.#opened += 1;
    return `127.0.0.${2 + (this.#opened % SOURCES)}`;
  }

  nextNumber(): number {
    this.#messages += 1;
    return FIRST_NUMBER + this.#messages;
  }

  supply(voters: 'all' | 'observers', blocks: 1 | 2): Supply {
    const all =
      voters === 'all' ? this.phones.map((_, who) => who) : this.observers.map(({ who }) => who);
    const supply = this.#supplies.get(voters) ?? new Supply(all, this.target.questions, blocks);
    this.#supplies.set(voters, supply);
    return supply;
  }

  answered(answer: Answer): void {
    this.onAnswer(answer);
  }

  lost(why: string): void {
    this.losses.push(why);
  }

  dropAll(): void {
    this.#place = this.observers[0]?.observer.place();
    for (const phone of this.#others()) phone.drop();
  }

  async comeBack(resume: boolean, pids: readonly number[]): Promise<Return> {
    const others = this.#others();
    const place = resume ? this.#place : undefined;
    const startedAt = performance.now();
    const end = beginWindow(this, pids);
    await forEach(others, AT_ONCE, (phone) => phone.open(place));
    return { tookMs: performance.now() - startedAt, phones: others.length, window: end() };
  }

  #others(): Phone[] {
    const observers = new Set(this.observers.map(({ who }) => who));
    return this.phones.filter((_, who) => !observers.has(who));
  }
}

/** `work` for each of them, `atOnce` at a time. */
export async function forEach<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
