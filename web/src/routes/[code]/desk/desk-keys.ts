import { directionOf } from '#lib/language.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { ACT_KEYS, type Act } from './acts.ts';
import { isModified, isTyping, isUndo, keyName } from '../keys.ts';

/** What the desk's switches and their keys turn. */
export type Setting = 'qa' | 'premoderation' | 'blank';

interface Commands {
  act: (act: Act) => void;
  undo: () => void;
  toggle: (setting: Setting) => void;
  move: (by: 1 | -1) => void;
  moveLane: (by: 1 | -1) => void;
  reorder: (by: 1 | -1) => void;
  answered: () => void;
  offStage: () => void;
  stageNext: () => void;
  message: () => void;
  putAway: () => void;
  help: () => void;
}

/** The desk's keys, as a listener for the whole page. */
export function deskKeys(desk: Commands): (event: KeyboardEvent) => void {
  /** What a key held down may repeat: moving harms nothing. */
  const moves: Record<string, () => void> = {
    j: () => desk.move(1),
    ArrowDown: () => desk.move(1),
    k: () => desk.move(-1),
    ArrowUp: () => desk.move(-1),
    h: () => desk.moveLane(towards('left')),
    ArrowLeft: () => desk.moveLane(towards('left')),
    l: () => desk.moveLane(towards('right')),
    ArrowRight: () => desk.moveLane(towards('right')),
  };
  const once: Record<string, () => void> = {
    ' ': desk.answered,
    n: desk.stageNext,
    t: desk.offStage,
    b: () => desk.toggle('blank'),
    q: () => desk.toggle('qa'),
    m: () => desk.toggle('premoderation'),
    g: desk.message,
    Escape: desk.putAway,
    '?': desk.help,
  };
  for (const [act, key] of Object.entries(ACT_KEYS)) {
    once[key.toLowerCase()] = () => desk.act(act as Act);
  }

  return (event) => {
    if (event.defaultPrevented || isTyping(event.target) || isDialogOpen()) return;
    const name = keyName(event);
    const command = isUndo(event)
      ? desk.undo
      : isReorder(event)
        ? () => desk.reorder(name === 'ArrowUp' ? -1 : 1)
        : isModified(event) || (name === ' ' && isPressable(event.target))
          ? undefined
          : (moves[name] ?? once[name]);
    if (!command) return;
    event.preventDefault();
    if (!event.repeat || name in moves) command();
  };
}

/** Alt and an arrow move what is in hand, as they move a line in an editor. */
function isReorder({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && !metaKey && !shiftKey && (key === 'ArrowUp' || key === 'ArrowDown');
}

/** In Arabic the lists begin at the right: a key moves to where it points. */
function towards(side: 'left' | 'right'): 1 | -1 {
  const forward = directionOf(getLocale()) === 'rtl' ? 'left' : 'right';
  return side === forward ? 1 : -1;
}

function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** A button that has the focus keeps the space bar; a card is only picked by it and can do without. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('button, a, summary') &&
    !target.hasAttribute('data-card')
  );
}
