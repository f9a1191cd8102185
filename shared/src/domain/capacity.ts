import {
  QUESTIONS_MAX,
  QUESTIONS_RESERVE,
  WRITTEN_BESIDE,
  WRITTEN_MAX,
  WRITTEN_RESERVE,
} from './limits.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';
import { isOfVersion1 } from './version-1.ts';

/** Who wants room: beside everyone's there is a reserve for moderators. */
type Asks = 'everyone' | 'moderators';

/** Whether the event takes one question more. In entries of version 1 all there ever were count, without a reserve. O(1). */
export function hasRoom(state: State, turn: Pick<Turn, 'v'>, who: Asks): boolean {
  if (isOfVersion1(turn)) return state.questions.size < QUESTIONS_MAX;
  return state.tally.open < QUESTIONS_MAX + (who === 'moderators' ? QUESTIONS_RESERVE : 0);
}

/** Whether the event takes a text more: an end that entries of version 1 do not know. O(text). */
export function hasRoomFor(state: State, text: string, turn: Pick<Turn, 'v'>, who: Asks): boolean {
  if (isOfVersion1(turn)) return true;
  const most = WRITTEN_MAX + (who === 'moderators' ? WRITTEN_RESERVE : 0);
  return state.written + writtenBytes(text) <= most;
}

/** Notes that a text was written to a question; never less, whatever becomes of it, for the log keeps it. O(text). */
export function noteWritten(state: State, text: string): void {
  state.written += writtenBytes(text);
}

function writtenBytes(text: string): number {
  let bytes = WRITTEN_BESIDE;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Two halves of a pair have four bytes together.
    const isHalf = unit >= 0xd800 && unit <= 0xdfff;
    bytes += unit < 0x80 ? 1 : unit < 0x800 || isHalf ? 2 : 3;
  }
  return bytes;
}
