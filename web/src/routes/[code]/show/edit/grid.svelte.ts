import type { Cue } from '@rostrum/shared/domain/cue';
import type { ColumnId, CueId } from '@rostrum/shared/domain/ids';
import { cleanText } from '@rostrum/shared/domain/text';
import type { Live } from '#lib/live/live.svelte.ts';
import { newId } from '#lib/new-id.ts';
import { m } from '#lib/paraglide/messages.js';
import { ownColumn } from './cells.ts';
import { Drafts } from './drafts.svelte.ts';
import { columnName, troubleText } from './editor-text.ts';
import type { History } from './history.svelte.ts';
import { insertsOf, joined, moveOf, type Place } from './places.ts';
import { copiedRows, movedBehind, pastedRows } from './rows.ts';
import { Selection } from './selection.svelte.ts';

/** Of a cue that is new. */
const NEW_MS = 5 * 60_000;

/** What is done to rows and columns of the grid, each one act that can be taken back. */
export class Grid {
  readonly #event: Live<'show'>;
  readonly #history: History;
  readonly selection: Selection;
  readonly drafts: Drafts;
  /** What was done last, for those who listen and those who look. */
  said = $state('');

  constructor(event: Live<'show'>, history: History) {
    this.#event = event;
    this.#history = history;
    this.selection = new Selection(history);
    this.drafts = new Drafts(event, history, this.selection);
  }

  insert(): void {
    this.#put([this.#blank()]);
  }

  remove(): void {
    const { chosen, ids, cues, row } = this.selection;
    if (chosen.length === 0) return;
    const onAir = this.#event.view.onAir.running?.cue;
    if (onAir && ids.has(onAir)) {
      this.said = m.editor_on_air_stays();
      return;
    }
    this.said = m.editor_removed({ count: chosen.length });
    const next = cues.find(({ id }, index) => index > row && !ids.has(id));
    this.#history.do({ type: 'programme.remove', cues: [...ids] });
    this.selection.one();
    this.selection.pick(next?.id ?? this.#history.programme.cues.at(-1)?.id);
  }

  /** The rows chosen one place up or down. */
  move(by: 1 | -1): void {
    const place = movedBehind(this.selection.cues, this.selection.ids, by);
    if (place) this.moveBehind([...this.selection.ids], place.after);
  }

  /** These rows behind that one; before all where there is none. */
  moveBehind(cues: readonly CueId[], after: CueId | undefined): void {
    this.#history.do(moveOf(joined(cues, after)));
    void this.selection.focus();
  }

  copy(): string {
    const { chosen, all } = this.selection;
    this.said = m.editor_copied({ count: chosen.length });
    return copiedRows(chosen, all, this.#event.view.info.timeZone);
  }

  paste(text: string): void {
    const { all, row } = this.selection;
    const pasted = pastedRows(text, all, () => this.#blank(), this.drafts.around(row));
    if (!pasted.ok) {
      this.said = m.editor_bad_paste({
        line: pasted.row,
        column: columnName(pasted.column, this.#history.programme),
        why: troubleText(pasted.trouble),
      });
    } else if (pasted.cues.length > 0) {
      this.#put(pasted.cues);
      this.said = m.editor_pasted({ count: pasted.cues.length });
    }
  }

  addColumn(typed: string): void {
    const name = cleanText(typed);
    if (!name) return;
    const column = newId<ColumnId>();
    this.#history.do({ type: 'programme.column', column, name });
    this.said = m.editor_column_added({ name });
    this.selection.pick(this.selection.current?.id, ownColumn(column));
  }

  renameColumn(column: ColumnId, was: string, typed: string): void {
    const name = cleanText(typed);
    if (name && name !== was) this.#history.do({ type: 'programme.column', column, name, was });
  }

  removeColumn(column: ColumnId, name: string): void {
    this.#history.do({ type: 'programme.removeColumn', column });
    this.said = m.editor_column_removed({ name });
  }

  #blank(): Cue {
    return {
      id: newId(),
      title: m.editor_new_cue(),
      kind: 'other',
      speakers: [],
      durationMs: NEW_MS,
    };
  }

  #put(cues: readonly Cue[]): void {
    const places: Place<Cue>[] = joined(cues, this.selection.chosen.at(-1)?.id);
    this.#history.do(...insertsOf(places));
    this.selection.one();
    this.selection.pick(cues[0]?.id, 'title');
  }
}
