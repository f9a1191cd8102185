import { mineOf } from '@rostrum/shared/domain/mine';
import type { Place } from '@rostrum/shared/protocol/place';
import type { Room } from '../rooms/room.ts';
import { welcome } from '../rooms/welcome.ts';
import type { IoSocket } from './types.ts';

/** Sends what brings a client from `place` to now: a patch, or all when that is too far back or unknown. */
export function catchUp(socket: IoSocket, room: Room, place: Place | undefined): void {
  const { audience, surface, role, participant } = socket.data.visitor;
  const patch = place && room.patchSince(place, audience);
  if (!patch) {
    socket.emit('welcome', welcome(room, surface, role, participant));
    return;
  }
  socket.emit('patch', patch);
  socket.emit('mine', mineOf(room.state, participant));
}
