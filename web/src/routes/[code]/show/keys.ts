/** What a key asks for. */
export type Command = 'press' | 'pause' | 'more' | 'less' | 'back' | 'keys';

const COMMANDS: Readonly<Record<string, Command>> = {
  ' ': 'press',
  p: 'pause',
  '+': 'more',
  '=': 'more',
  '-': 'less',
  '−': 'less',
  Backspace: 'back',
  '?': 'keys',
  '؟': 'keys',
};

/** Where a key belongs to what has the focus. */
const FIELDS = 'input, textarea, select, [contenteditable], dialog';
const PRESSABLE = 'button, a, summary';

/** The command of a key, or undefined: keys do nothing in fields, in a dialog, with a modifier or held down. */
export function commandOf(event: KeyboardEvent): Command | undefined {
  if (event.defaultPrevented || event.repeat || event.isComposing) return undefined;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const on = event.target instanceof Element ? event.target : undefined;
  if (on?.closest(FIELDS)) return undefined;
  if (event.key === ' ' && on?.closest(PRESSABLE)) return undefined;
  // On a keyboard of another script the key is known by its place.
  const key = event.code === 'KeyP' && event.key > '~' ? 'p' : event.key;
  return COMMANDS[key.length === 1 ? key.toLowerCase() : key];
}
