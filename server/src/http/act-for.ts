import type { ActAnswer } from '@rostrum/shared/protocol/up';
import type { ActOverHttp } from '@rostrum/shared/protocol/http';
import { accessTo } from '../identity/access.ts';
import type { Session, Sessions } from '../identity/sessions.ts';
import type { Source } from '../identity/source.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { Refusal } from './problem.ts';
import { eventOf } from './welcome-for.ts';

/**
 * What becomes of an action too large for a socket's message. Only the crew has
 * such, and only from its own surfaces.
 *
 * @throws Refusal when there is no such event, or the session has no link that opens the surface.
 */
export async function actFor(
  rooms: Rooms,
  sessions: Sessions,
  session: Session,
  { code, surface, id, action }: ActOverHttp & { code: string },
  source: Source,
): Promise<ActAnswer> {
  const event = await eventOf(code, rooms, source);
  return rooms.with(event, async (room) => {
    const access = accessTo(room.state, surface, sessions.linksOf(session, event), room.now());
    if ('reason' in access) throw new Refusal(403, access.reason, 'This needs the page’s link.');
    const participant = sessions.participantAt(session, event);
    const by = { participant, ...(access.link ? { link: access.link } : {}) };
    const outcome = await room.act(by, id, action);
    return outcome.ok ? { ok: true, seq: room.state.seq } : outcome;
  });
}
