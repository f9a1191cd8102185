import { randomBytes } from 'node:crypto';
import type { EventId } from '@rostrum/shared/domain/ids';
import type { Display, DisplayReport, Steer } from '@rostrum/shared/protocol/displays';
import type { Focus, Presence as Counts } from '@rostrum/shared/protocol/presence';
import type { ActionType } from '@rostrum/shared/domain/actions';
import { Attendance, NOBODY, type Page } from './attendance.ts';
import { Bursts } from './bursts.ts';
import type { PlaneMessage } from './messages.ts';
import type { Plane } from './plane.ts';

/** Milliseconds between two looks at who came and went. Counts change no more often than that. */
const LOOK_MS = 1_000;
/** Looks between two tellings of what has not changed. */
const LOOKS_A_TELLING = 2;

interface PresenceOptions {
  plane: Plane;
  /** The counts of an event have changed. */
  onChange: (event: EventId, counts: Counts) => void;
  /** Somebody of the crew, at this node or another, steers a display that may be at this one. */
  onSteer: (event: EventId, steer: Steer) => void;
}

/** Who is here, kept up with the other nodes for as long as the plane is up. */
export class Presence {
  readonly #attendance = new Attendance();
  readonly #bursts = new Bursts();
  readonly #options: PresenceOptions;
  readonly #node = randomBytes(8).toString('hex');
  readonly #told = new Map<EventId, string>();
  readonly #timer: NodeJS.Timeout;
  #looks = 0;
  /** What desks have in hand and displays show, as the other nodes were told last. */
  #toldPages = '[]';

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
  }

  enter(page: Page): void {
    this.#attendance.enter(page);
  }

  /** A browser that nobody knew comes to the event. */
  noteNewcomer(event: EventId): void {
    this.#bursts.note(event, 'people');
  }

  /** Somebody asks for this, whatever comes of it. */
  noteAction(event: EventId, type: ActionType): void {
    this.#bursts.noteAction(event, type);
  }

  leave(page: Page): void {
    this.#attendance.leave(page);
  }

  /** Notes what a desk has in hand; the others hear of it at the next look. */
  focus(page: Page, focus: Focus): void {
    this.#attendance.focus(page, focus);
  }

  /** Notes what a display shows; undefined when there are too many. */
  display(page: Page, report: DisplayReport): Display | undefined {
    return this.#attendance.display(page, report);
  }

  /** Tells a display what to do, whatever its node; false when there is none such. */
  steer(event: EventId, steer: Steer): boolean {
    if (!this.#attendance.hasDisplay(event, steer.page)) return false;
    this.#steered(event, steer);
    void this.#options.plane.tell({ type: 'steer', node: this.#node, event, ...steer });
    return true;
  }

  #steered(event: EventId, steer: Steer): void {
    this.#attendance.keep(event, steer.page);
    this.#options.onSteer(event, steer);
  }

  counts(event: EventId): Counts {
    return this.#attendance.count(event, this.#own());
  }

  #own(): Map<EventId, Counts> {
    const own = this.#attendance.own();
    // The desk may be at another node than what bursts.
    for (const event of this.#bursts.events) {
      const bursts = this.#bursts.of(event);
      if (bursts.length > 0) own.set(event, { ...(own.get(event) ?? NOBODY), bursts });
    }
    return own;
  }

  hear(message: PlaneMessage): void {
    if (message.node === this.#node) return;
    if (message.type === 'steer') {
      this.#steered(message.event, { page: message.page, order: message.order });
    } else {
      this.#attendance.hear(message, performance.now());
    }
  }

  /** Tells the others that everyone here goes elsewhere. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#options.plane.tell({ type: 'gone', node: this.#node });
  }

  #look(): void {
    const own = this.#own();
    this.#bursts.turn();
    this.#attendance.forget(performance.now());
    for (const event of this.#told.keys()) if (!own.has(event)) this.#told.delete(event);
    for (const event of own.keys()) {
      const counts = this.#attendance.count(event, own);
      const text = JSON.stringify(counts);
      if (this.#told.get(event) === text) continue;
      this.#told.set(event, text);
      this.#options.onChange(event, counts);
    }
    this.#looks += 1;
    const events = Object.fromEntries(own);
    const pages = JSON.stringify(
      Object.entries(events).map(([event, { desk, displays, bursts }]) => [
        event,
        desk,
        displays,
        bursts,
      ]),
    );
    // Numbers may wait a little; two moderators on one question may not.
    if (pages === this.#toldPages && this.#looks % LOOKS_A_TELLING !== 0) return;
    this.#toldPages = pages;
    void this.#options.plane.tell({ type: 'here', node: this.#node, events });
  }
}
