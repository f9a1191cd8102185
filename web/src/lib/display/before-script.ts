import { keptInTab } from '../live/storage.ts';

/** Read by `app.html` before anything is painted: the event whose display is dark in this tab. */
const DARK = 'rostrum dark';
/** What `app.html` then marks the document with. */
const MARK = 'went-dark';

/** No wider or no higher than a phone, and touched with a finger. */
const PHONE =
  '(pointer: coarse) and (max-width: 27.99rem), (pointer: coarse) and (max-height: 27.99rem)';

/**
 * Has this tab dark from its first paint on after a reload, or not. From here on
 * the page itself knows, so what the document was marked with goes.
 */
export function keepDark(dark: boolean): void {
  keptInTab(DARK).save(dark ? eventOf(location.pathname) : '');
  document.documentElement.classList.remove(MARK);
}

/** The first part of a path: what a display that is told to show something else keeps. */
function eventOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** Whether somebody holds this display in a hand. */
export function isPhone(): boolean {
  return matchMedia(PHONE).matches;
}
