import type { EventId, ParticipantId } from '@rostrum/shared/domain/ids';
import type { Mode } from '@rostrum/shared/domain/mode';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { Colleague, Focus, Presence } from '@rostrum/shared/protocol/presence';
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
}

interface Other {
  readonly heardAt: number;
  readonly events: Map<EventId, Presence>;
}

/** What desks are told apart by. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const NOBODY: Presence = { people: 0, room: 0, remote: 0 };

/** Who is here, by event: the pages open on this node, and what the others told. Pure but for its own state. */
export class Attendance {
  readonly #pages = new Map<EventId, Set<Page>>();
  readonly #others = new Map<string, Other>();

  enter(page: Page): void {
    const pages = this.#pages.get(page.event) ?? new Set();
    this.#pages.set(page.event, pages.add(page));
  }

  leave(page: Page): void {
    const pages = this.#pages.get(page.event);
    pages?.delete(page);
    if (pages?.size === 0) this.#pages.delete(page.event);
  }

  /** Notes what a desk has in hand. It keeps its letter; a new one gets the first that is free. */
  focus(page: Page, focus: Focus): void {
    const taken = new Set(this.count(page.event).desk?.map(({ mark }) => mark));
    const mark = page.focus?.mark ?? [...LETTERS].find((letter) => !taken.has(letter)) ?? 'Z';
    page.focus = { ...focus, mark };
  }

  /** Takes in what another node told, at `now` by any clock that only goes on. */
  hear(message: PlaneMessage, now: number): void {
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
    return new Map([...this.#pages].map(([event, pages]) => [event, countPeople(pages)]));
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

function add(a: Presence, b: Presence): Presence {
  const desk = [...(a.desk ?? []), ...(b.desk ?? [])];
  return {
    people: a.people + b.people,
    room: a.room + b.room,
    remote: a.remote + b.remote,
    ...(desk.length > 0 ? { desk } : {}),
  };
}
