import { edited } from '@rostrum/shared/domain/edit-cue';
import type { CueId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { CommonView } from '@rostrum/shared/domain/view';
import { forecastOf } from '#lib/programme.ts';
import type { Change } from './cells.ts';

/** By how many milliseconds a change of a cue moves the one after it, as things stand at `now`. */
export function movesBy(
  programme: Programme,
  onAir: CommonView['onAir'],
  id: CueId,
  change: Change,
  now: number,
): number {
  const at = programme.cues.findIndex((cue) => cue.id === id);
  const cue = programme.cues[at];
  if (!cue || !programme.cues[at + 1]) return 0;
  const then = { ...programme, cues: programme.cues.with(at, edited(cue, change)) };
  const start = (of: Programme) => forecastOf({ programme: of, onAir }, now).cues[at + 1];
  return (start(then)?.expectedAt ?? 0) - (start(programme)?.expectedAt ?? 0);
}
