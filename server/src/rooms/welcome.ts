import type { ParticipantId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import type { Role, Surface } from '@rostrum/shared/domain/roles';
import { audienceOf } from '@rostrum/shared/domain/view';
import type { Welcome } from '@rostrum/shared/protocol/down';
import type { Room } from './room.ts';

/** All that one participant's surface begins with. O(questions). */
export function welcome(
  room: Room,
  surface: Surface,
  role: Role,
  participant: ParticipantId,
): Welcome {
  return {
    surface,
    role,
    seq: room.state.seq,
    mark: room.mark,
    now: room.now(),
    view: room.view(audienceOf[surface]),
    mine: mineOf(room.state, participant),
  };
}
