import type { Action } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Lane } from './lanes.ts';

/** How to take an act back, and how things must stand so that nobody's work is lost by it. */
export interface Undo {
  /** In the order in which they are to be sent. */
  readonly actions: readonly Action[];
  /** The state in which the act left its question. */
  readonly state?: DeskQuestion['state'];
  /** The question that must be on stage; `null` for none, absent when it does not matter. */
  readonly live?: QuestionId | null;
}

/** The inverse of an action; undefined when the desk does not do it. `before` is as it was before. */
export function undoOf(
  action: Action,
  before: { question: DeskQuestion | undefined; live: QuestionId | undefined },
): Undo | undefined {
  switch (action.type) {
    case 'settings.qa':
      return { actions: [{ ...action, open: !action.open }] };
    case 'settings.premoderation':
      return { actions: [{ ...action, on: !action.on }] };
    case 'moderation.pin':
      return { actions: [{ type: 'moderation.unpin', question: action.question }] };
    case 'moderation.unpin':
      return { actions: [{ type: 'moderation.pin', question: action.question }] };
  }
  if (!before.question) return undefined;
  const { id: question, state, revision, dismissal } = before.question;
  const restore = (to: 'pending' | 'approved'): Action => ({
    type: 'moderation.restore',
    question,
    to,
  });
  const stage = (id: QuestionId): Action => ({ type: 'moderation.stage', question: id });
  switch (action.type) {
    case 'moderation.approve':
      return { actions: [restore('pending')], state: 'approved' };
    case 'moderation.dismiss':
      return {
        actions: [restore(state === 'approved' ? 'approved' : 'pending')],
        state: 'dismissed',
      };
    case 'moderation.stage':
      return { actions: unstaged(before.live), state: 'live', live: question };
    case 'moderation.answered':
      return state === 'live'
        ? { actions: [stage(question)], state: 'answered', live: null }
        : { actions: [restore('approved')], state: 'answered' };
    case 'moderation.restore':
      return restored();
    default:
      return undefined;
  }

  /** What was on stage comes back first, so that the stage is never empty in between. */
  function unstaged(live: QuestionId | undefined): Action[] {
    if (state === 'approved') return [...(live ? [stage(live)] : []), restore('approved')];
    return [live ? stage(live) : { type: 'moderation.answered', question }];
  }

  function restored(): Undo | undefined {
    switch (state) {
      case 'approved':
        return { actions: [{ type: 'moderation.approve', question, revision }], state: 'pending' };
      case 'live':
        return { actions: [stage(question)], state: 'approved', live: null };
      case 'answered':
        return { actions: [{ type: 'moderation.answered', question }], state: 'approved' };
      case 'dismissed':
        return dismissal && { actions: [{ type: 'moderation.dismiss', question, ...dismissal }] };
      default:
        return undefined;
    }
  }
}

/**
 * Why an act should not be taken back any more: somebody went on from it. The
 * server judges too, but would let an older question push a newer one off the stage.
 */
export function undoTrouble(
  undo: Undo,
  now: { question: DeskQuestion | undefined; live: QuestionId | undefined; busy: boolean },
): Reason | undefined {
  // While something about it is on its way, its state here is not the last word.
  if (!now.busy && undo.state && now.question?.state !== undo.state) return 'wrong_state';
  if (undo.live !== undefined && (now.live ?? null) !== undo.live) return 'wrong_state';
  return undefined;
}

/** The lane a question comes back to when its act is taken back. */
export function laneAfter(undo: Undo, question: QuestionId | undefined): Lane | undefined {
  for (const action of undo.actions) {
    if (!('question' in action) || action.question !== question) continue;
    if (action.type === 'moderation.restore') return action.to;
    if (action.type === 'moderation.approve') return 'approved';
    if (action.type === 'moderation.answered') return 'answered';
    if (action.type === 'moderation.dismiss') return 'dismissed';
  }
  return undefined;
}
