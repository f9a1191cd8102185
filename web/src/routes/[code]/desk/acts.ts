import type { DismissReason } from '@rostrum/shared/domain/moderation';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Action } from '@rostrum/shared/domain/actions';
import { m } from '#lib/paraglide/messages.js';

/** What a moderator does to one question. */
export type Act = 'approve' | 'edit' | 'stage' | 'deck' | 'answered' | 'pin' | 'dismiss' | 'back';
/** An act that needs no more than its key. */
export type PlainAct = Exclude<Act, 'dismiss' | 'edit'>;

/** Each act's key, as it is printed on a keyboard. */
export const ACT_KEYS: Record<Act, string> = {
  approve: 'A',
  edit: 'E',
  stage: 'S',
  deck: 'D',
  answered: 'W',
  pin: 'P',
  dismiss: 'X',
  back: 'R',
};

const BY_STATE: Record<DeskQuestion['state'], readonly Act[]> = {
  pending: ['approve', 'edit', 'pin', 'dismiss'],
  approved: ['stage', 'deck', 'answered', 'edit', 'pin', 'dismiss', 'back'],
  live: ['answered', 'edit', 'back'],
  answered: ['stage', 'edit', 'back'],
  dismissed: ['back'],
  withdrawn: [],
};

/** What can be done to a question as it is; the first is what is mostly done. */
export function actsOn(question: DeskQuestion): readonly Act[] {
  const acts = BY_STATE[question.state];
  return question.shown === undefined ? acts : ['approve', ...acts];
}

/** The action that an act asks of the server. A dismissal and an edit have their own, for they need words. */
export function actionFor(act: PlainAct, question: DeskQuestion): Action {
  const { id, state, revision, pinnedAt, deckAt } = question;
  switch (act) {
    case 'approve':
      return { type: 'moderation.approve', question: id, revision };
    case 'stage':
      return { type: 'moderation.stage', question: id };
    case 'deck':
      return {
        type: deckAt === undefined ? 'moderation.deck' : 'moderation.offDeck',
        question: id,
      };
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
      return question.shown === undefined ? m.desk_approve() : m.desk_approve_wording();
    case 'edit':
      return m.desk_edit();
    case 'stage':
      return question.state === 'answered' ? m.desk_stage_again() : m.desk_stage();
    case 'deck':
      return question.deckAt === undefined ? m.desk_deck() : m.desk_off_deck();
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
