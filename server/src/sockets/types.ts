import type { EventId, LinkId, ParticipantId } from '@rostrum/shared/domain/ids';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { Role, Surface } from '@rostrum/shared/domain/roles';
import type { Audience } from '@rostrum/shared/domain/view';
import type { DownEvents } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import type { UpEvents } from '@rostrum/shared/protocol/up';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';

/** Who is behind a socket, as its session said when it opened. */
export interface Visitor {
  event: EventId;
  surface: Surface;
  audience: Audience;
  participant: ParticipantId;
  role: Role;
  /** The role link the surface was opened by. */
  link?: LinkId;
  /** Where a returning client is. */
  place?: Place;
}

interface SocketData {
  /** Set before the socket is let in. */
  visitor: Visitor;
}

export type IoServer = Server<UpEvents, DownEvents, DefaultEventsMap, SocketData>;
export type IoSocket = Socket<UpEvents, DownEvents, DefaultEventsMap, SocketData>;

/** Tells a client why its connection ends, and ends it. */
export function dismiss(socket: IoSocket, reason: Reason): void {
  socket.emit('bye', { reason });
  socket.disconnect(true);
}

/** Everyone of one audience. */
export function audienceRoom(event: EventId, audience: Audience): string {
  return `${event} ${audience}`;
}

/** One participant's own sockets. */
export function ownRoom(event: EventId, participant: ParticipantId): string {
  return `${event} own ${participant}`;
}
