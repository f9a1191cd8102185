import type { Choice } from './choice.ts';

/** What a key asks for. */
export type Command =
  | 'press'
  | 'pause'
  | 'more'
  | 'less'
  | 'bitMore'
  | 'bitLess'
  | 'muchMore'
  | 'muchLess'
  | 'back'
  | 'clock'
  | 'stop'
  | 'roll'
  | 'up'
  | 'down'
  | 'leave'
  | Choice
  | 'keys';

const COMMANDS: Readonly<Record<string, Command>> = {
  ' ': 'press',
  p: 'pause',
  '+': 'more',
  '=': 'more',
  '-': 'less',
  '−': 'less',
  '.': 'bitMore',
  ',': 'bitLess',
  '>': 'muchMore',
  '<': 'muchLess',
  Backspace: 'back',
  t: 'clock',
  s: 'stop',
  r: 'roll',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Escape: 'leave',
  g: 'go',
  l: 'load',
  k: 'skip',
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
  const key = latinKey(event);
  return COMMANDS[key.length === 1 ? key.toLowerCase() : key];
}

/** Which of the cue's speakers a digit gives the floor, by index; -1 for none of them. */
export function speakerOf(event: KeyboardEvent): number | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return undefined;
  if (event.target instanceof Element && event.target.closest(FIELDS)) return undefined;
  const digit = /^Digit([0-9])$/.exec(event.shiftKey ? '' : event.code)?.[1];
  return digit === undefined ? undefined : Number(digit) - 1;
}

/** On a keyboard of another script a letter is known by its place. */
function latinKey({ key, code }: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter !== undefined && key > '~' ? letter.toLowerCase() : key;
}
