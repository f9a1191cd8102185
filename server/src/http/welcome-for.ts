import { codeSchema, type EventId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import type { Surface } from '@rostrum/shared/domain/roles';
import { audienceOf } from '@rostrum/shared/domain/view';
import type { OwnPart, PageWelcome } from '@rostrum/shared/protocol/page';
import { accessTo } from '../identity/access.ts';
import type { Session, Sessions } from '../identity/sessions.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { pageView } from './page-view.ts';
import { Refusal } from './problem.ts';
import type { Tries } from './tries.ts';

/** @throws Refusal `unknown_event` when no event has this code, `too_fast` when its source guesses. */
export async function eventOf(code: unknown, rooms: Rooms, { codes }: Tries): Promise<EventId> {
  const parsed = codeSchema.safeParse(code);
  const event = parsed.success
    ? await codes.find(parsed.data, (each) => rooms.find(each))
    : undefined;
  if (event === 'too_fast') {
    throw new Refusal(
      429,
      'too_fast',
      'Many wrong codes came from your network. Wait a minute, then try again.',
    );
  }
  if (!event) throw new Refusal(404, 'unknown_event', 'There is no event with this code.');
  return event;
}

interface PageAsked {
  code: unknown;
  surface: Surface;
  /** The place of the first question that is wanted, from 1. */
  from?: number | undefined;
}

/**
 * What a page of this browser begins with. What it may open follows from its links;
 * nothing of it is the browser's own.
 *
 * @param session undefined for a browser that has none: it opens what is for everyone.
 * @throws Refusal when there is no such event, or the session has no link that opens the surface.
 */
export async function welcomeFor(
  rooms: Rooms,
  sessions: Sessions,
  session: Session | undefined,
  { code, surface, from }: PageAsked,
  tries: Tries,
): Promise<PageWelcome> {
  const event = await eventOf(code, rooms, tries);
  return rooms.with(event, (room) => {
    const links = session ? sessions.linksOf(session, event) : [];
    const access = accessTo(room.state, surface, links, room.now());
    if ('reason' in access) throw new Refusal(403, access.reason, 'This page needs its link.');
    const { view, ...place } = room.view(audienceOf[surface]);
    return { surface, role: access.role, ...place, now: room.now(), ...pageView(view, from) };
  });
}

/** What is this browser's own at an event. */
export function ownPartFor(
  rooms: Rooms,
  sessions: Sessions,
  session: Session,
  event: EventId,
): Promise<OwnPart> {
  return rooms.with(event, (room) => ({
    now: room.now(),
    mine: mineOf(room.state, sessions.participantAt(session, event)),
  }));
}
