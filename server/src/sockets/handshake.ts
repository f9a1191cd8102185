import type { IncomingHttpHeaders } from 'node:http';
import type { Reason } from '@rostrum/shared/domain/reasons';
import { audienceOf } from '@rostrum/shared/domain/view';
import { helloSchema } from '@rostrum/shared/protocol/up';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { z } from 'zod';
import { accessTo, holdsLink } from '../identity/access.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Source } from '../identity/source.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Visitor } from './types.ts';

const versionSchema = z.object({ v: z.int() });

/** Who opens a socket, from the hello and the session's cookie alone; or why they may not. */
export async function receive(
  hello: unknown,
  headers: IncomingHttpHeaders,
  sessions: Sessions,
  rooms: Rooms,
  { codes }: Source,
): Promise<Visitor | { reason: Reason }> {
  const version = versionSchema.safeParse(hello);
  if (version.success && version.data.v !== PROTOCOL_VERSION) return { reason: 'old_version' };
  const parsed = helloSchema.safeParse(hello);
  if (!parsed.success) return { reason: 'invalid' };
  const session = sessions.read(headers.cookie);
  if (!session) return { reason: 'no_session' };
  const { code, surface, place } = parsed.data;
  const event = await codes.find(code, (each) => rooms.find(each));
  if (!event) return { reason: 'unknown_event' };
  if (event === 'too_fast') return { reason: 'too_fast' };
  const links = sessions.linksOf(session, event);
  const { access, known } = await rooms.with(event, (room) => ({
    access: accessTo(room.state, surface, links, room.now()),
    known: holdsLink(room.state, links, room.now()),
  }));
  if ('reason' in access) return access;
  return {
    event,
    surface,
    audience: audienceOf[surface],
    participant: sessions.participantAt(session, event),
    ...access,
    ...(known ? { known } : {}),
    ...(place ? { place } : {}),
  };
}
