import type { LinkId } from '@rostrum/shared/domain/ids';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { Role } from '@rostrum/shared/domain/roles';
import type { Audience } from '@rostrum/shared/domain/view';
import type { DownEvents } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import type { UpEvents } from '@rostrum/shared/protocol/up';
import type { Page } from '../live/attendance.ts';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';

/** Who is behind a socket, as its session said when it opened. */
export interface Visitor extends Page {
  audience: Audience;
  role: Role;
  /** The role link the surface was opened by. */
  link?: LinkId;
  /** Where a returning client is. */
  place?: Place;
}

interface SocketData {
  /** Set before the socket is let in. */
  visitor: Visitor;
  /** Set once it is. */
  visit: { hear(name: string, args: readonly unknown[]): void; end(): void };
}

export type IoServer = Server<UpEvents, DownEvents, DefaultEventsMap, SocketData>;
export type IoSocket = Socket<UpEvents, DownEvents, DefaultEventsMap, SocketData>;

/** Tells a client why its connection ends, and ends it. */
export function dismiss(socket: IoSocket, reason: Reason): void {
  socket.emit('bye', { reason });
  socket.disconnect(true);
}
