import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { ACTS, type Act } from './acts.ts';
import { laneOf, type Lane } from './lanes.ts';

/** What a question may be dropped on. */
export type DropTarget = Lane | 'stage';

/** What has to be done to a question so that it comes to where it is dropped; undefined when nothing leads there. */
export function actOfDrop(question: DeskQuestion, target: DropTarget): Act | undefined {
  const act = actTo(question, target);
  return act && ACTS[act].on(question) ? act : undefined;
}

function actTo(question: DeskQuestion, target: DropTarget): Act | undefined {
  if (laneOf(question) === target) return undefined;
  switch (target) {
    case 'stage':
      return 'stage';
    case 'answered':
      return 'answered';
    case 'dismissed':
      return 'dismiss';
    case 'archived':
      return 'archive';
    case 'pending':
    case 'approved': {
      if (question.state === 'pending') return 'approve';
      const action = ACTS.back.action(question);
      const leads = action.type === 'moderation.restore' && action.to === target;
      return leads ? 'back' : undefined;
    }
  }
}

/**
 * Before which question on deck one is dropped that is let go over `over`:
 * `last` for the end of the deck, undefined for beside it.
 */
export function deckPlaceOf(
  deck: readonly DeskQuestion[],
  over: DeskQuestion | undefined,
  inUpperHalf: boolean,
): DeskQuestion | 'last' | undefined {
  const at = deck.findIndex(({ id }) => id === over?.id);
  if (at < 0) return undefined;
  return deck[inUpperHalf ? at : at + 1] ?? 'last';
}
