import { mineOf } from '@rostrum/shared/domain/mine';
import type { Place } from '@rostrum/shared/protocol/place';
import type { Room } from '../rooms/room.ts';
import { welcome } from '../rooms/welcome.ts';
import type { Line } from './line.ts';
import { packetOf, type SharedPackets } from './packet.ts';

/** Sends what brings a client from `place` to now: a patch, or all when that is too far back or unknown. */
export function catchUp(
  line: Line,
  room: Room,
  place: Place | undefined,
  packets: SharedPackets,
): void {
  const { audience, surface, role, participant } = line.socket.data.visitor;
  const patch = place && room.patchSince(place, audience);
  if (!patch) {
    line.send(packets.welcome(welcome(room, surface, role, participant)));
    return;
  }
  line.send(packets.patch(patch));
  line.send(packetOf('mine', mineOf(room.state, participant)));
}
