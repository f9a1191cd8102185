import type { EventId, ParticipantId } from '@rostrum/shared/domain/ids';
import type { Mode } from '@rostrum/shared/domain/mode';
import type { Surface } from '@rostrum/shared/domain/roles';
import {
  DISPLAYS_MAX,
  DISPLAY_NUMBER_MAX,
  type Display,
  type DisplayReport,
} from '@rostrum/shared/protocol/displays';
import {
  burstSchema,
  type Colleague,
  type Focus,
  type Presence,
} from '@rostrum/shared/protocol/presence';
import type { PlaneMessage } from './messages.ts';

/** Milliseconds without a word after which a node's people are counted no more: three of its tellings. */
export const FORGOTTEN_MS = 6_000;

/** One open page of a person. */
export interface Page {
  readonly event: EventId;
  readonly participant: ParticipantId;
  /** Phones are counted; the crew's pages only look on. */
  readonly surface: Surface;
  /** Where the person last said they are. */
  mode?: Mode;
  /** What a desk last said that it has in hand. */
  focus?: Colleague;
  /** Opened in a browser that holds a link of the event: by somebody the organiser trusts. */
  known?: boolean;
  /** What a display last said that it shows. */
  display?: Display;
  /** Who stays when there are more displays than the list holds. */
  standing?: Standing;
}

/**
 * A crowd that opens displays fills the list in the order it comes; before them
 * are those that had a number already, and before these the ones that a link
 * was used for or that the crew has steered.
 */
const STANDING = { new: 0, back: 1, kept: 2 } as const;
type Standing = (typeof STANDING)[keyof typeof STANDING];

interface Other {
  readonly heardAt: number;
  readonly events: Map<EventId, Presence>;
}

/** What desks are told apart by. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const NOBODY: Presence = { people: 0, room: 0, remote: 0 };

/** Who is here, by event: the pages open on this node, and what the others told. Pure but for its own state. */
export class Attendance {
  readonly #pages = new Map<EventId, Set<Page>>();
  /** Those of the pages that said they are displays. */
  readonly #displays = new Map<EventId, Set<Page>>();
  readonly #others = new Map<string, Other>();

  enter(page: Page): void {
    const pages = this.#pages.get(page.event) ?? new Set();
    this.#pages.set(page.event, pages.add(page));
  }

  leave(page: Page): void {
    const pages = this.#pages.get(page.event);
    pages?.delete(page);
    if (pages?.size === 0) this.#pages.delete(page.event);
    this.#unlist(page);
  }

  #unlist(page: Page): void {
    const displays = this.#displays.get(page.event);
    displays?.delete(page);
    if (displays?.size === 0) this.#displays.delete(page.event);
    delete page.display;
  }

  /** Notes what a desk has in hand. It keeps its letter; a new one gets the first that is free. */
  focus(page: Page, focus: Focus): void {
    const taken = new Set(this.count(page.event).desk?.map(({ mark }) => mark));
    const mark = page.focus?.mark ?? [...LETTERS].find((letter) => !taken.has(letter)) ?? 'Z';
    page.focus = { ...focus, mark };
  }

  /**
   * Notes what a display shows, and gives it a number: the one it has or had, or
   * else the first that is free. Undefined when there are too many of them, and
   * none that has to make room. O(displays) the first time, O(1) from then on.
   */
  display(page: Page, { before, ...state }: DisplayReport): Display | undefined {
    page.standing ??= page.known ? STANDING.kept : before ? STANDING.back : STANDING.new;
    const number = page.display?.number ?? this.#numberFor(page, state.page, before);
    if (number === undefined) return undefined;
    const displays = this.#displays.get(page.event) ?? new Set();
    this.#displays.set(page.event, displays.add(page));
    page.display = { ...state, number };
    return page.display;
  }

  /** The crew steers this display: it stays in the list. O(displays). */
  keep(event: EventId, id: string): void {
    for (const page of this.#displays.get(event) ?? []) {
      if (page.display?.page === id) page.standing = STANDING.kept;
    }
  }

  #numberFor(page: Page, id: string, before: DisplayReport['before']): number | undefined {
    if (this.#taken(page.event, id, before).size >= DISPLAYS_MAX && !this.#makeRoom(page)) {
      return undefined;
    }
    const taken = this.#taken(page.event, id, before);
    if (before && !taken.has(before.number)) return before.number;
    let number = 1;
    while (taken.has(number)) number += 1;
    return number <= DISPLAY_NUMBER_MAX ? number : undefined;
  }

  /** The numbers that others have than this page, and than the one that it was. */
  #taken(event: EventId, id: string, before: DisplayReport['before']): ReadonlySet<number> {
    const here = this.#displaysHere(event).filter(({ page }) => page !== id);
    // Another node may not have heard yet that the page has gone which this one was.
    const elsewhere = this.#displaysElsewhere(event).filter(
      ({ page }) => page !== id && page !== before?.page,
    );
    return new Set([...here, ...elsewhere].map(({ number }) => number));
  }

  /**
   * Takes the display off the list that came last among those this one comes
   * before; it runs on unseen. Whether `page` has a place: one that is kept has
   * it even where all before it stay.
   */
  #makeRoom({ event, standing = STANDING.new }: Page): boolean {
    const others = [...(this.#displays.get(event) ?? [])];
    const least = Math.min(...others.map((other) => other.standing ?? STANDING.new));
    const last = others.findLast((other) => other.standing === least && least < standing);
    if (last) this.#unlist(last);
    return last !== undefined || standing === STANDING.kept;
  }

  /** Whether such a display is open, on any node. O(displays). */
  hasDisplay(event: EventId, id: string): boolean {
    return [...this.#displaysHere(event), ...this.#displaysElsewhere(event)].some(
      ({ page }) => page === id,
    );
  }

  #displaysHere(event: EventId): Display[] {
    return [...(this.#displays.get(event) ?? [])].flatMap(({ display }) => display ?? []);
  }

  #displaysElsewhere(event: EventId): Display[] {
    return [...this.#others.values()].flatMap(({ events }) => events.get(event)?.displays ?? []);
  }

  /** Takes in what another node told, at `now` by any clock that only goes on. */
  hear(message: Exclude<PlaneMessage, { type: 'steer' }>, now: number): void {
    if (message.type === 'gone') {
      this.#others.delete(message.node);
      return;
    }
    const events = new Map(Object.entries(message.events) as [EventId, Presence][]);
    this.#others.set(message.node, { heardAt: now, events });
  }

  /** Forgets the nodes that have been silent for {@link FORGOTTEN_MS}. */
  forget(now: number): void {
    for (const [node, { heardAt }] of this.#others) {
      if (now - heardAt > FORGOTTEN_MS) this.#others.delete(node);
    }
  }

  /** The people of this node, by event: what it tells. O(pages). */
  own(): Map<EventId, Presence> {
    return new Map(
      [...this.#pages].map(([event, pages]) => {
        const displays = byNumber(this.#displaysHere(event));
        return [event, { ...countPeople(pages), ...(displays.length > 0 ? { displays } : {}) }];
      }),
    );
  }

  /** Over all nodes. A person with pages on two nodes counts as two. */
  count(event: EventId, own = this.own()): Presence {
    const all = [...this.#others.values()].map(({ events }) => events.get(event) ?? NOBODY);
    return all.reduce(add, own.get(event) ?? NOBODY);
  }
}

/** Each person once, wherever they last said they are. */
function countPeople(pages: ReadonlySet<Page>): Presence {
  const modes = new Map<ParticipantId, Mode | undefined>();
  for (const { participant, surface, mode } of pages) {
    if (surface !== 'phone') continue;
    modes.set(participant, mode ?? modes.get(participant));
  }
  const said = [...modes.values()];
  const desk = [...pages].flatMap(({ focus }) => focus ?? []);
  return {
    people: said.length,
    room: said.filter((mode) => mode === 'room').length,
    remote: said.filter((mode) => mode === 'remote').length,
    ...(desk.length > 0 ? { desk } : {}),
  };
}

/** Each page once: a line that is cut lives on for a while beside the one that the page came back by. */
function byNumber(displays: readonly Display[]): Display[] {
  const pages = new Map(displays.map((display) => [display.page, display]));
  return [...pages.values()].sort((a, b) => a.number - b.number);
}

function add(a: Presence, b: Presence): Presence {
  const desk = [...(a.desk ?? []), ...(b.desk ?? [])];
  const displays = byNumber([...(a.displays ?? []), ...(b.displays ?? [])]);
  const bursts = burstSchema.options.filter((burst) =>
    [a, b].some(({ bursts }) => bursts?.includes(burst)),
  );
  return {
    people: a.people + b.people,
    room: a.room + b.room,
    remote: a.remote + b.remote,
    ...(desk.length > 0 ? { desk } : {}),
    ...(bursts.length > 0 ? { bursts } : {}),
    ...(displays.length > 0 ? { displays } : {}),
  };
}
