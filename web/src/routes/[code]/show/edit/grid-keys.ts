import { choicesOf } from './cells.ts';
import { choiceName } from './editor-text.ts';
import type { Grid } from './grid.svelte.ts';

/** What a key does in the grid. */
export function gridKey(grid: Grid, key: KeyboardEvent): void {
  if (key.defaultPrevented || key.isComposing) return;
  const step = grid.drafts.editing
    ? inCell(grid, key)
    : key.ctrlKey || key.metaKey
      ? undefined
      : key.altKey
        ? withAlt(grid, key)
        : (amongCells(grid, key) ?? typing(grid, key));
  if (!step) return;
  key.preventDefault();
  step();
}

function inCell({ drafts, selection }: Grid, key: KeyboardEvent): (() => void) | undefined {
  // In an open list of choices, Enter takes the choice.
  if (key.target instanceof HTMLOptionElement && key.key === 'Enter') return undefined;
  const takeAndGo = (rows: number, by: number) => () => {
    if (drafts.take()) selection.go(rows, by);
  };
  switch (key.key) {
    case 'Escape':
      return () => drafts.giveUp();
    case 'Enter':
      return takeAndGo(1, 0);
    case 'Tab':
      return takeAndGo(0, key.shiftKey ? -1 : 1);
    default:
      return undefined;
  }
}

function withAlt(grid: Grid, key: KeyboardEvent): (() => void) | undefined {
  if (key.key === 'ArrowUp') return () => grid.move(-1);
  return key.key === 'ArrowDown' ? () => grid.move(1) : undefined;
}

function amongCells(grid: Grid, key: KeyboardEvent): (() => void) | undefined {
  const { selection, drafts } = grid;
  const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
  const steps: Partial<Record<string, () => void>> = {
    ArrowUp: () => selection.go(-1, 0, key.shiftKey),
    ArrowDown: () => selection.go(1, 0, key.shiftKey),
    [forward]: () => selection.go(0, 1),
    [back]: () => selection.go(0, -1),
    Home: () => selection.go(0, -selection.columns.length),
    End: () => selection.go(0, selection.columns.length),
    Enter: () => drafts.open(),
    F2: () => drafts.open(),
    Insert: () => grid.insert(),
    Delete: () => grid.remove(),
    Escape: () => selection.one(),
  };
  return steps[key.key];
}

/** A letter begins a text; where one chooses, it takes the first choice that begins with it. */
function typing({ drafts, selection }: Grid, { key }: KeyboardEvent): (() => void) | undefined {
  if (key.length !== 1) return undefined;
  const choices = choicesOf(selection.column);
  if (!choices) return () => drafts.open(key.trim());
  if (key === ' ') return () => drafts.open();
  const letter = key.toLocaleLowerCase();
  const named = choices.find((each) => choiceName(each).toLocaleLowerCase().startsWith(letter));
  return named === undefined ? undefined : () => drafts.open(named);
}
