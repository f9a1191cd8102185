import type { LinkId } from '@rostrum/shared/domain/ids';
import type { Reason } from '@rostrum/shared/domain/reasons';
import {
  isForEveryone,
  linkTrouble,
  mayOpen,
  type Role,
  type Surface,
} from '@rostrum/shared/domain/roles';
import type { State } from '@rostrum/shared/domain/state';

/** The role a surface is opened in, and by which link; or why it may not be opened. */
export type Access = { role: Role; link?: LinkId } | { reason: Reason };

/**
 * How these links, latest first, open a surface at time `at`. What is for everyone
 * needs none and is always an attendee's.
 */
export function accessTo(
  state: State,
  surface: Surface,
  links: readonly LinkId[],
  at: number,
): Access {
  if (isForEveryone(surface)) return { role: 'attendee' };
  let reason: Reason = 'not_permitted';
  for (const id of links) {
    const link = state.links.get(id);
    if (!link || !mayOpen(link.role, surface)) continue;
    const trouble = linkTrouble(link, at);
    if (!trouble) return { role: link.role, link: id };
    reason = trouble;
  }
  return { reason };
}

/** Whether any of these links gives a role at time `at`, whatever it opens. */
export function holdsLink(state: State, links: readonly LinkId[], at: number): boolean {
  return links.some((id) => linkTrouble(state.links.get(id), at) === undefined);
}
