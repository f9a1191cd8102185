/** What of a key press matters here; a part of `KeyboardEvent`. */
type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>;

/**
 * The key by its Latin name, in lower case, on any keyboard: where letters are
 * Arabic or Cyrillic, or digits need Shift, the key's place decides.
 */
export function keyName({ key, code, shiftKey }: Press): string {
  if (key === '?' || key === '؟' || (code === 'Slash' && shiftKey)) return '?';
  // Where the key has a letter of its own, as in Arabic.
  if (code === 'Slash' && /[^\x20-\x7e]/.test(key)) return '/';
  if (/^[a-z0-9]$/i.test(key)) return key.toLowerCase();
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  if (/^(Digit|Numpad)\d$/.test(code)) return code.slice(-1);
  return key;
}

/** True when the press belongs to the browser, the system or an input method. */
export function isModified(press: Press): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey, isComposing } = press;
  return ctrlKey || metaKey || altKey || isComposing || (shiftKey && keyName(press) !== '?');
}

/** True where keys are words. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const words = 'input:not([type="checkbox"], [type="radio"]), textarea, select';
  return target.isContentEditable || target.matches(words);
}
