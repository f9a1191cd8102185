import type { DismissReason } from '@rostrum/shared/domain/moderation';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Action } from '@rostrum/shared/domain/actions';
import { m } from '#lib/paraglide/messages.js';

/** What a moderator does to one question. */
export type Act = 'approve' | 'stage' | 'answered' | 'pin' | 'dismiss' | 'back';

/** Each act's key, as it is printed on a keyboard. */
export const ACT_KEYS: Record<Act, string> = {
  approve: 'A',
  stage: 'S',
  answered: 'W',
  pin: 'P',
  dismiss: 'X',
  back: 'R',
};

const BY_STATE: Record<DeskQuestion['state'], readonly Act[]> = {
  pending: ['approve', 'pin', 'dismiss'],
  approved: ['stage', 'answered', 'pin', 'dismiss', 'back'],
  live: ['answered', 'back'],
  answered: ['stage', 'back'],
  dismissed: ['back'],
  withdrawn: [],
};

/** What can be done to a question as it is; the first is what is mostly done. */
export function actsOn({ state }: Pick<DeskQuestion, 'state'>): readonly Act[] {
  return BY_STATE[state];
}

/** The action that an act asks of the server. A dismissal has its own, for it needs a reason. */
export function actionFor(act: Exclude<Act, 'dismiss'>, question: DeskQuestion): Action {
  const { id, state, revision, pinnedAt } = question;
  switch (act) {
    case 'approve':
      return { type: 'moderation.approve', question: id, revision };
    case 'stage':
      return { type: 'moderation.stage', question: id };
    case 'answered':
      return { type: 'moderation.answered', question: id };
    case 'pin':
      return {
        type: pinnedAt === undefined ? 'moderation.pin' : 'moderation.unpin',
        question: id,
      };
    case 'back': {
      // Out of the dismissed as it went in; out of the approved to be judged again.
      const pending = state === 'approved' || (state === 'dismissed' && !question.approved);
      return { type: 'moderation.restore', question: id, to: pending ? 'pending' : 'approved' };
    }
  }
}

export function dismissal(question: DeskQuestion, reason: DismissReason, note: string): Action {
  return {
    type: 'moderation.dismiss',
    question: question.id,
    reason,
    ...(note ? { note } : {}),
  };
}

/** What the act's button says. */
export function actText(act: Act, question: DeskQuestion): string {
  switch (act) {
    case 'approve':
      return m.desk_approve();
    case 'stage':
      return question.state === 'answered' ? m.desk_stage_again() : m.desk_stage();
    case 'answered':
      return m.desk_answered();
    case 'pin':
      return question.pinnedAt === undefined ? m.desk_pin() : m.desk_unpin();
    case 'dismiss':
      return m.desk_dismiss();
    case 'back':
      return question.state === 'approved' || (question.state === 'dismissed' && !question.approved)
        ? m.desk_to_pending()
        : m.desk_to_approved();
  }
}
