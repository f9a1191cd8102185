import { plannedStarts } from '@rostrum/shared/domain/clock';
import type { Cue } from '@rostrum/shared/domain/cue';
import type { Live } from '#lib/live/live.svelte.ts';
import { cellText, choicesOf, parseCell, type Around, type Column } from './cells.ts';
import { choiceName, movesText, troubleText } from './editor-text.ts';
import { movesBy } from './effect.ts';
import type { History } from './history.svelte.ts';
import { editOf } from './inverse.ts';
import type { Selection } from './selection.svelte.ts';

/** What was typed into cells and not taken, and the cell that is being edited. */
export class Drafts {
  readonly #event: Live<'show'>;
  readonly #history: History;
  readonly #selection: Selection;
  #texts = $state.raw<Partial<Record<string, string>>>({});
  /** The cue as it was read when its cell was opened: no page state. */
  readonly #reads: Partial<Record<string, Cue>> = {};
  /** The cell that is being edited. */
  #opened = $state.raw<string>();
  /** When each cue is planned to start. */
  starts = $derived.by(() => plannedStarts(this.#history.programme));

  constructor(event: Live<'show'>, history: History, selection: Selection) {
    this.#event = event;
    this.#history = history;
    this.#selection = selection;
  }

  /** Whether the present cell is being edited: not, once somebody took its row away. */
  get editing(): boolean {
    const { current, column } = this.#selection;
    return current !== undefined && this.#opened === keyOf(current, column);
  }

  get #timeZone(): string {
    return this.#event.view.info.timeZone;
  }

  around(row: number): Around {
    return {
      timeZone: this.#timeZone,
      plannedAt: this.starts[row] ?? this.#history.programme.startAt,
      nameOf: choiceName,
    };
  }

  /** As it is typed: the draft, or else what the cell holds. */
  text(cue: Cue, column: Column): string {
    return this.#texts[keyOf(cue, column)] ?? cellText(cue, column, this.#timeZone);
  }

  /** As it is read. */
  shown(cue: Cue, column: Column): string {
    const text = this.text(cue, column);
    return choicesOf(column) ? choiceName(text) : text;
  }

  /** Why a draft cannot be taken, and what to do. */
  trouble(cue: Cue, row: number, column: Column): string | undefined {
    const draft = this.#texts[keyOf(cue, column)];
    if (draft === undefined) return undefined;
    const parsed = parseCell(column, draft, this.around(row));
    return parsed.ok ? undefined : troubleText(parsed.trouble);
  }

  /** What a draft would move. */
  hint(cue: Cue, row: number, column: Column): string | undefined {
    const draft = this.#texts[keyOf(cue, column)];
    if (draft === undefined || draft === cellText(cue, column, this.#timeZone)) return undefined;
    const parsed = parseCell(column, draft, this.around(row));
    if (!parsed.ok) return undefined;
    const { programme } = this.#history;
    const { onAir } = this.#event.view;
    return movesText(movesBy(programme, onAir, cue.id, parsed.change, this.#event.now));
  }

  /** Opens the present cell, with a text in the place of what it holds. */
  open(text?: string): void {
    const { current, column } = this.#selection;
    if (!current) return;
    const key = keyOf(current, column);
    if (this.#texts[key] === undefined) this.#reads[key] = current;
    this.#set(key, text ?? this.text(current, column));
    this.#opened = key;
  }

  type(cue: Cue, column: Column, text: string): void {
    this.#set(keyOf(cue, column), text);
  }

  /** Closes the present cell as it was. */
  giveUp(): void {
    const { current, column } = this.#selection;
    if (current) this.#set(keyOf(current, column), undefined);
    this.#opened = undefined;
    void this.#selection.focus();
  }

  /** Sends what was typed; false where it cannot be read and stays as it is. */
  take(): boolean {
    const { current, column, row } = this.#selection;
    if (!current) return true;
    const key = keyOf(current, column);
    const draft = this.#texts[key];
    const read = this.#reads[key] ?? current;
    if (draft !== undefined && draft.trim() !== cellText(read, column, this.#timeZone)) {
      const parsed = parseCell(column, draft, this.around(row));
      if (!parsed.ok) return false;
      this.#history.do(editOf(read, parsed.change));
    }
    this.#set(key, undefined);
    this.#opened = undefined;
    return true;
  }

  /** Somebody went elsewhere: what can be read is sent, the rest stays in its cell. */
  leave(): void {
    if (!this.editing) return;
    this.take();
    this.#opened = undefined;
  }

  #set(key: string, text: string | undefined): void {
    this.#texts = { ...this.#texts, [key]: text };
  }
}

function keyOf(cue: Cue, column: Column): string {
  return `${cue.id} ${column}`;
}
