import { isTyping, keyName } from '../keys.ts';
import { COMMANDS, type Command, type Hands } from './commands.ts';

/** What of a key press makes a chord; a part of `KeyboardEvent`. */
type Press = Parameters<typeof keyName>[0];

/** Keys whose name in the browser is not the one on the keyboard. */
const PRINTED: Record<string, string> = {
  ' ': 'Space',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
/** Signs that need Shift on some keyboards and not on others: it is no modifier of theirs. */
const SIGNS = new Set(['?', '/']);

const byChord = new Map<string, Command>();
for (const command of COMMANDS) {
  for (const keys of command.keys) byChord.set(keys.replace('⌘', 'Ctrl'), command);
}

/** The keys as a {@link Command} names them; Cmd counts as Ctrl. */
export function chordOf(press: Press): string {
  const name = keyName(press);
  const printed = PRINTED[name] ?? (name.length === 1 ? name.toUpperCase() : name);
  const { ctrlKey, metaKey, altKey, shiftKey } = press;
  const modifiers = [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && !SIGNS.has(printed) ? ['Shift'] : []),
  ];
  return [...modifiers, printed].join(' ');
}

/** The desk's keys, as a listener for the whole page. */
export function deskKeys(hands: Hands): (event: KeyboardEvent) => void {
  return (event) => {
    const { defaultPrevented, isComposing, target } = event;
    if (defaultPrevented || isComposing || isTyping(target) || isDialogOpen()) return;
    const chord = chordOf(event);
    if (chord === 'Space' && isPressable(target)) return;
    const command = byChord.get(chord);
    if (!command) return;
    event.preventDefault();
    if (!event.repeat || command.repeats) command.run(hands);
  };
}

function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** A button that has the focus keeps the space bar; a card is only picked by it and can do without. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('button, a, summary, input') &&
    !target.hasAttribute('data-card')
  );
}
