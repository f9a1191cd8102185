import type { Attachment } from 'svelte/attachments';

/** Pixels that a pointer may stray before a press is a drag. */
const SLACK = 4;
/** Pixels from an edge in which the list scrolls, and how many of them it does a frame at most. */
const EDGE = 56;
const FASTEST = 16;

/** By how many pixels a list between two edges scrolls in a frame, with the pointer there. */
export function scrollAt(y: number, top: number, bottom: number): number {
  const into = Math.max(top + EDGE - y, 0) - Math.max(y - (bottom - EDGE), 0);
  return -Math.round(Math.max(-1, Math.min(1, into / EDGE)) * FASTEST);
}

/**
 * Drags rows up and down by a handle, with a mouse, a pen or a finger; near an edge
 * the list scrolls on. Rows have their id in `data-row`. Whatever it does has to be
 * done by keys and buttons as well (WCAG 2.5.7).
 */
export class RowDrag<Id extends string> {
  readonly #taken: (row: Id) => readonly Id[];
  readonly #drop: (rows: readonly Id[], before: Id | undefined) => void;
  #list: HTMLElement | undefined;
  #y = 0;
  /** What is dragged now. */
  rows = $state.raw<readonly Id[]>([]);
  /** The row before which it would come; undefined for the end. */
  before = $state.raw<Id>();

  /**
   * @param taken what goes with a row when that is dragged.
   * @param drop does it.
   */
  constructor(
    taken: (row: Id) => readonly Id[],
    drop: (rows: readonly Id[], before: Id | undefined) => void,
  ) {
    this.#taken = taken;
    this.#drop = drop;
  }

  /** For what holds the rows and scrolls. */
  list: Attachment<HTMLElement> = (list) => {
    this.#list = list;
    return () => (this.#list = undefined);
  };

  /** For what a row is taken by. It has `touch-action: none`, or a finger would scroll. */
  handle(row: Id): Attachment<HTMLElement> {
    return (handle) => {
      const press = (down: PointerEvent) => {
        if (down.button === 0 && down.isPrimary) this.#follow(row, down);
      };
      handle.addEventListener('pointerdown', press);
      return () => handle.removeEventListener('pointerdown', press);
    };
  }

  /** From the press on, wherever the pointer goes: its row may be redrawn meanwhile. */
  #follow(row: Id, down: PointerEvent): void {
    const { signal, abort } = ended();
    let frame = 0;
    const end = () => {
      abort();
      cancelAnimationFrame(frame);
      this.rows = [];
    };
    const scroll = () => {
      this.#scroll();
      frame = requestAnimationFrame(scroll);
    };
    const move = (to: PointerEvent) => {
      if (to.pointerId !== down.pointerId) return;
      if (this.rows.length === 0) {
        if (Math.abs(to.clientY - down.clientY) < SLACK) return;
        this.rows = this.#taken(row);
        frame = requestAnimationFrame(scroll);
      }
      this.#y = to.clientY;
      this.#look();
    };
    const up = (at: PointerEvent) => {
      if (at.pointerId !== down.pointerId) return;
      const { rows, before } = this;
      end();
      if (rows.length > 0) this.#drop(rows, before);
    };
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return;
      pressed.preventDefault();
      end();
    };
    addEventListener('pointermove', move, { signal });
    addEventListener('pointerup', up, { signal });
    addEventListener('pointercancel', end, { signal });
    addEventListener('keydown', key, { signal, capture: true });
  }

  #look(): void {
    const rows = this.#list?.querySelectorAll<HTMLElement>('[data-row]') ?? [];
    const under = [...rows].find((row) => {
      const { top, height } = row.getBoundingClientRect();
      return this.#y < top + height / 2;
    });
    this.before = under?.dataset['row'] as Id | undefined;
  }

  /** Scrolls the list, or else what it is in, as far as its part in sight. */
  #scroll(): void {
    for (let at = this.#list; at; at = at.parentElement ?? undefined) {
      const { top, bottom } = at.getBoundingClientRect();
      const was = at.scrollTop;
      at.scrollTop += scrollAt(this.#y, Math.max(0, top), Math.min(innerHeight, bottom));
      if (at.scrollTop !== was) return this.#look();
    }
  }
}

function ended(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
