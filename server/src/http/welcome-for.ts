import { codeSchema, type EventId } from '@rostrum/shared/domain/ids';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { Welcome } from '@rostrum/shared/protocol/down';
import { accessTo } from '../identity/access.ts';
import type { Session, Sessions } from '../identity/sessions.ts';
import type { Source } from '../identity/source.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { welcome } from '../rooms/welcome.ts';
import { Refusal } from './problem.ts';

/** @throws Refusal `unknown_event` when no event has this code, `too_fast` when its source guesses. */
export async function eventOf(code: unknown, rooms: Rooms, { codes }: Source): Promise<EventId> {
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

/**
 * What a surface of this session begins with.
 *
 * @throws Refusal when there is no such event, or the session has no link that opens the surface.
 */
export async function welcomeFor(
  rooms: Rooms,
  sessions: Sessions,
  session: Session,
  code: unknown,
  surface: Surface,
  source: Source,
): Promise<Welcome> {
  const event = await eventOf(code, rooms, source);
  return rooms.with(event, (room) => {
    const access = accessTo(room.state, surface, sessions.linksOf(session, event), room.now());
    if ('reason' in access) throw new Refusal(403, access.reason, 'This page needs its link.');
    return welcome(room, surface, access.role, sessions.participantAt(session, event));
  });
}
