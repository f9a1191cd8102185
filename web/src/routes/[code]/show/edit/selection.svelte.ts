import type { Cue } from '@rostrum/shared/domain/cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { columnsOf, type Column } from './cells.ts';
import type { History } from './history.svelte.ts';
import { idsOf } from './rows.ts';

/** Which cell the keyboard is at, which rows are chosen, and which columns are in sight. */
export class Selection {
  readonly #history: History;
  #grid: HTMLElement | undefined;
  #cue = $state.raw<CueId>();
  #column = $state.raw<Column>('title');
  /** The row from which rows are chosen to the present one. */
  #anchor = $state.raw<CueId>();
  /** Where the present cue was last: somebody may take it away. */
  #latestRow = 0;
  /** For those without a Shift key: whatever row is touched, rows are chosen up to it. */
  extending = $state(false);
  #hidden = $state.raw<readonly Column[]>([]);

  /** The programme's, in their order. */
  all = $derived.by(() => columnsOf(this.#history.programme));
  columns = $derived.by(() => this.all.filter((column) => !this.#hidden.includes(column)));
  cues = $derived.by(() => this.#history.programme.cues);
  row = $derived.by(() => {
    const at = this.cues.findIndex(({ id }) => id === this.#cue);
    this.#latestRow = at < 0 ? Math.max(0, Math.min(this.#latestRow, this.cues.length - 1)) : at;
    return this.#latestRow;
  });
  current = $derived.by((): Cue | undefined => this.cues[this.row]);
  chosen = $derived.by(() => {
    const from = this.cues.findIndex(({ id }) => id === this.#anchor);
    if (from < 0) return this.cues.slice(this.row, this.row + 1);
    return this.cues.slice(Math.min(from, this.row), Math.max(from, this.row) + 1);
  });
  ids = $derived.by(() => idsOf(this.chosen));

  constructor(history: History) {
    this.#history = history;
  }

  /** The present column; the title where it was taken away. */
  get column(): Column {
    return this.columns.includes(this.#column) ? this.#column : 'title';
  }

  isHidden(column: Column): boolean {
    return this.#hidden.includes(column);
  }

  toggle(column: Column): void {
    this.#hidden = this.isHidden(column)
      ? this.#hidden.filter((each) => each !== column)
      : [...this.#hidden, column];
  }

  /** For the element that holds the cells. */
  grid: Attachment<HTMLElement> = (grid) => {
    this.#grid = grid;
    return () => (this.#grid = undefined);
  };

  /** Goes to the present cell, once it is drawn. */
  async focus(): Promise<void> {
    await tick();
    const cell = this.#grid?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** As many rows and columns on, no further than the ends. */
  go(rows: number, by: number, choosing = false): void {
    const to = this.cues[Math.min(this.cues.length - 1, Math.max(0, this.row + rows))];
    const place = this.columns.indexOf(this.column) + by;
    const column = this.columns[Math.min(this.columns.length - 1, Math.max(0, place))];
    this.pick(to?.id, column ?? 'title', choosing);
  }

  /** Goes to a cell; `choosing` chooses the rows up to it. */
  pick(cue: CueId | undefined, column = this.column, choosing = false): void {
    this.#anchor = choosing || this.extending ? (this.#anchor ?? this.current?.id) : undefined;
    this.#cue = cue;
    this.#column = column;
    void this.focus();
  }

  /** Leaves one row chosen. */
  one(): void {
    this.#anchor = undefined;
    this.extending = false;
  }
}
