import type { ActAnswer } from '@rostrum/shared/protocol/up';
import type { ActOverHttp } from '@rostrum/shared/protocol/http';
import { accessTo } from '../identity/access.ts';
import type { Session, Sessions } from '../identity/sessions.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { Refusal } from './problem.ts';
import type { Tries } from './tries.ts';
import { eventOf } from './welcome-for.ts';

const NEEDS_LINK = 'This needs the page’s link.';

/**
 * What becomes of an action too large for a socket's message. Only the crew has
 * such, and only from its own surfaces.
 *
 * @throws Refusal when there is no such event, or the session has no link that opens the surface.
 */
export async function actFor(
  rooms: Rooms,
  sessions: Sessions,
  session: Session | undefined,
  { code, surface, id, action }: ActOverHttp & { code: string },
  tries: Tries,
): Promise<ActAnswer> {
  if (!session) throw new Refusal(403, 'not_permitted', NEEDS_LINK);
  const event = await eventOf(code, rooms, tries);
  return rooms.with(event, async (room) => {
    const access = accessTo(room.state, surface, sessions.linksOf(session, event), room.now());
    if ('reason' in access) throw new Refusal(403, access.reason, NEEDS_LINK);
    const participant = sessions.participantAt(session, event);
    const by = { participant, ...(access.link ? { link: access.link } : {}) };
    const outcome = await room.act(by, id, action);
    return outcome.ok ? { ok: true, seq: room.state.seq } : outcome;
  });
}
