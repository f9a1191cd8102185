import type { ParticipantId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import type { Role, Surface } from '@rostrum/shared/domain/roles';
import { audienceOf } from '@rostrum/shared/domain/view';
import type { Welcome } from '@rostrum/shared/protocol/down';
import type { Room } from './room.ts';

/** All that one participant's surface begins with. */
export function welcome(
  room: Room,
  surface: Surface,
  role: Role,
  participant: ParticipantId,
): Welcome {
  return {
    surface,
    role,
    ...room.view(audienceOf[surface], participant),
    now: room.now(),
    mine: mineOf(room.state, participant),
  };
}
