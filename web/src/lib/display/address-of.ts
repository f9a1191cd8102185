import type { DisplayView } from '@rostrum/shared/protocol/displays';
import { overlayShowOf } from './look.ts';

/** Where a display goes that is to show `view`: to another page of the event, or another part of it, in the look that it has. */
export function addressOf(view: DisplayView, here: string): string {
  const [page = view, show] = view.split('-');
  const there = new URL(here);
  there.pathname = there.pathname.replace(/[^/]+\/?$/, page);
  if (show) there.searchParams.set('show', show);
  return there.href;
}

/** What an overlay's address has it show. */
export function overlayViewOf(here: Parameters<typeof overlayShowOf>[0]): DisplayView {
  return `overlay-${overlayShowOf(here)}`;
}
