import type { DisplayReport, DisplayView, SteerOrder } from '@rostrum/shared/protocol/displays';
import type { Audience } from '@rostrum/shared/domain/view';
import type { Live } from '#lib/live/live.svelte.ts';
import { keptInTab, type Kept } from '#lib/live/storage.ts';
import { addressOf } from './address-of.ts';
import { isPhone, keepDark } from './before-script.ts';

/** Milliseconds for which a display shows its number: to find it in a hall, and then to read it. */
const IDENTIFY_MS = 6_000;

/** What outlives a reload; the view is in the address. */
interface KeptOrders {
  /** Its number, and the page that had it. */
  readonly before?: DisplayReport['before'];
  readonly blanked?: boolean;
  readonly message?: string | undefined;
}

/** What the crew told this display to do, and what it says of itself. */
export class Steered {
  blanked = $state(false);
  /** Of the crew, to whoever looks at the display. */
  message = $state<string>();
  /** Shown large, for a while. */
  shownNumber = $state<number>();
  readonly #event: Live<Audience>;
  readonly #view: () => DisplayView;
  readonly #kept: Kept;
  #before: KeptOrders['before'];
  #tell = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(event: Live<Audience>, view: () => DisplayView) {
    this.#event = event;
    this.#view = view;
    this.#kept = keptInTab(`rostrum ${event.view.info.code} display`);
  }

  /** Call it once the page is in a browser. The returned function ends it. */
  start(): () => void {
    const { before, blanked, message } = this.#load();
    this.blanked = blanked ?? false;
    this.message = message;
    this.#before = before;
    keepDark(this.blanked);
    // It only looks on: with every phone of a crowd in it the crew's list would hide the hall's.
    if (isPhone()) return () => {};
    this.#tell = this.#event.beSteered(
      () => ({
        view: this.#view(),
        blanked: this.blanked,
        told: this.message !== undefined,
        ...(this.#before ? { before: this.#before } : {}),
      }),
      (order) => this.#obey(order),
    );
    return () => clearTimeout(this.#timer);
  }

  /** Keeps the number that the crew knows this display by, for after a reload. */
  keepNumber(number: number): void {
    this.#before = { number, page: this.#event.page };
    this.#save();
  }

  #obey(order: SteerOrder): void {
    switch (order.type) {
      case 'view':
        return location.replace(addressOf(order.view, location.href));
      case 'reload':
        return location.reload();
      case 'identify':
        clearTimeout(this.#timer);
        this.shownNumber = this.#event.displayNumber;
        this.#timer = setTimeout(() => (this.shownNumber = undefined), IDENTIFY_MS);
        return;
      case 'blank':
        this.blanked = order.on;
        break;
      case 'message':
        this.message = order.text;
    }
    this.#save();
    this.#tell();
  }

  #save(): void {
    const { blanked, message } = this;
    keepDark(blanked);
    const orders: KeptOrders = { before: this.#before, blanked, message };
    this.#kept.save(JSON.stringify(orders));
  }

  /** Nobody but this page writes there. */
  #load(): KeptOrders {
    try {
      return JSON.parse(this.#kept.load() ?? '{}') as KeptOrders;
    } catch {
      return {};
    }
  }
}
