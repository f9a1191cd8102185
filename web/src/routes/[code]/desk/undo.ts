import type { Action } from '@rostrum/shared/domain/actions';
import type { Label } from '@rostrum/shared/domain/labels';
import type { Message } from '@rostrum/shared/domain/message';
import type { LabelId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Incident } from '@rostrum/shared/domain/incident';
import type { Screening } from '@rostrum/shared/domain/screening';
import type { Settings } from '@rostrum/shared/domain/settings';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { laneOf, type Lane } from './lanes.ts';

/** How to take an act back, and how things must stand so that nobody's work is lost by it. */
export interface Undo {
  /** In the order in which they are to be sent. */
  readonly actions: readonly Action[];
  /** The state in which the act left its question. */
  readonly state?: DeskQuestion['state'];
  /** The question that must be on stage; `null` for none, absent when it does not matter. */
  readonly live?: QuestionId | null;
  /** The lane that the question comes back to, where the actions do not say. */
  readonly lane?: Lane | undefined;
}

/** How things stood. */
interface Before {
  readonly question: DeskQuestion | undefined;
  /** The question on stage. */
  readonly live: QuestionId | undefined;
  /** The question after it on deck. */
  readonly deckNext: QuestionId | undefined;
  readonly settings: Settings;
  /** What was said to the podium. */
  readonly message: Message | null;
  readonly screening: Screening;
  readonly labels: readonly Label[];
}

/** The inverse of an action; undefined when the desk does not do it. `before` is as it was before. */
export function undoOf(action: Action, before: Before): Undo | undefined {
  switch (action.type) {
    case 'settings.qa':
      return { actions: [{ ...action, open: !action.open }] };
    case 'settings.premoderation':
      return { actions: [{ ...action, on: !action.on }] };
    case 'moderation.keep':
      return { actions: [{ ...action, kept: !action.kept }] };
    case 'moderation.block':
      return { actions: [{ type: 'moderation.unblock', question: action.question }] };
    case 'moderation.unblock':
      return { actions: [{ type: 'moderation.block', question: action.question }] };
    case 'settings.screen':
      return { actions: [screeningBack(action, before.screening)] };
    case 'settings.words':
      return { actions: [{ ...action, words: before.screening.words[action.language] ?? [] }] };
    case 'moderation.label':
      return { actions: [{ ...action, on: !action.on }] };
    case 'settings.label':
    case 'settings.removeLabel':
      return { actions: [labelBack(action.label, before.labels)] };
    case 'settings.set':
      return { actions: settingsBack(action, before.settings) };
    case 'settings.incident':
      return { actions: [incidentBack(action, before.settings)] };
    case 'settings.closedMessage': {
      const text = before.settings.closedMessage;
      return { actions: [{ type: 'settings.closedMessage', ...(text ? { text } : {}) }] };
    }
    case 'moderation.message':
      return { actions: [{ type: 'moderation.clearMessage' }] };
    case 'moderation.clearMessage':
      return before.message
        ? { actions: [{ type: 'moderation.message', text: before.message.text }] }
        : undefined;
    case 'stage.blank':
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
  const next = before.deckNext;
  /** To where it stood on deck, if it did. */
  const deck: Action[] =
    before.question.deckAt === undefined
      ? []
      : [{ type: 'moderation.deck', question, ...(next ? { before: next } : {}) }];
  switch (action.type) {
    case 'moderation.approve': {
      const { shown, text } = before.question;
      if (shown === undefined) return { actions: [restore('pending')], state: 'approved' };
      // The wording that was shown comes back, and the new one waits again.
      const edit = { type: 'moderation.edit', question } as const;
      return {
        actions: [
          { ...edit, revision, text: shown, approve: true },
          { ...edit, revision: revision + 1, text, approve: false },
        ],
      };
    }
    case 'moderation.edit': {
      const wasShown = state !== 'pending' && before.question.approved;
      const was = { type: 'moderation.edit', question, text: before.question.text } as const;
      const edit = { ...was, revision: revision + 1, approve: wasShown };
      // What an edit approved waits for approval again.
      return {
        actions: state === 'pending' && action.approve ? [restore('pending'), edit] : [edit],
      };
    }
    case 'moderation.dismiss':
      return {
        actions: [restore(state === 'approved' ? 'approved' : 'pending'), ...deck],
        state: 'dismissed',
      };
    case 'moderation.archive':
      return {
        actions: [restore(state === 'approved' ? 'approved' : 'pending'), ...deck],
        state: 'archived',
      };
    case 'moderation.answer':
    case 'moderation.note': {
      const { question: about, type, text } = action;
      const was = before.question[type === 'moderation.answer' ? 'answer' : 'note'];
      const back = { ...(was ? { text: was } : {}), ...(text ? { was: text } : {}) };
      return { actions: [{ type, question: about, ...back }] };
    }
    case 'moderation.assign': {
      const { assigned } = before.question;
      return { actions: [{ type: action.type, question, ...(assigned ? { to: assigned } : {}) }] };
    }
    case 'moderation.merge':
      return {
        actions: [{ ...action, type: 'moderation.unmerge' }, ...deck],
        state: 'merged',
        lane: laneOf({ state }),
      };
    case 'moderation.unmerge':
      return { actions: [{ ...action, type: 'moderation.merge' }], lane: 'dismissed' };
    case 'moderation.deck':
    case 'moderation.offDeck':
      return {
        actions: deck.length > 0 ? deck : [{ type: 'moderation.offDeck', question }],
        state: 'approved',
      };
    case 'moderation.stage':
      return { actions: unstaged(before.live), state: 'live', live: question };
    case 'moderation.answered':
      return state === 'live'
        ? { actions: [stage(question)], state: 'answered', live: null }
        : { actions: [restore('approved'), ...deck], state: 'answered' };
    case 'moderation.restore':
      return restored();
    default:
      return undefined;
  }

  /** What was on stage comes back first, so that the stage is never empty in between. */
  function unstaged(live: QuestionId | undefined): Action[] {
    if (state === 'approved') return [...(live ? [stage(live)] : []), restore('approved'), ...deck];
    return [live ? stage(live) : { type: 'moderation.answered', question }];
  }

  function restored(): Undo | undefined {
    switch (state) {
      case 'approved':
        return {
          actions: [{ type: 'moderation.approve', question, revision }, ...deck],
          state: 'pending',
        };
      case 'live':
        return { actions: [stage(question)], state: 'approved', live: null };
      case 'answered':
        return { actions: [{ type: 'moderation.answered', question }], state: 'approved' };
      case 'dismissed':
        return dismissal && { actions: [{ type: 'moderation.dismiss', question, ...dismissal }] };
      case 'archived':
        return { actions: [{ type: 'moderation.archive', question }] };
      default:
        return undefined;
    }
  }
}

/** A label as it was, or away again if it is new. */
function labelBack(label: LabelId, before: readonly Label[]): Action {
  const was = before.find(({ id }) => id === label);
  if (!was) return { type: 'settings.removeLabel', label };
  return { type: 'settings.label', label, name: was.name, colour: was.colour };
}

function screeningBack(
  { type, ...named }: Extract<Action, { type: 'settings.screen' }>,
  before: Screening,
): Action {
  const was = Object.keys(named).map((key) => [key, before[key as keyof Screening]] as const);
  return { type, ...(Object.fromEntries(was) as typeof named) };
}

/** The parts that were named, as they were. */
function incidentBack(
  { type, stopped }: Extract<Action, { type: 'settings.incident' }>,
  before: Settings,
): Action {
  const was = Object.keys(stopped).map((part) => [part, before.stopped[part as keyof Incident]]);
  return { type, stopped: Object.fromEntries(was) as Partial<Incident> };
}

/** What was named, as it was; and the Q&A as it was, if that may have followed. */
function settingsBack(
  { type, ...named }: Extract<Action, { type: 'settings.set' }>,
  before: Settings,
): Action[] {
  const was = Object.keys(named).map((key) => [key, before[key as keyof Settings]] as const);
  const set: Action = { type, ...(Object.fromEntries(was) as typeof named) };
  const opens = named.qaByCue !== undefined || named.askAhead !== undefined;
  return opens ? [set, { type: 'settings.qa', open: before.qaOpen }] : [set];
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
  if (undo.lane) return undo.lane;
  for (const action of undo.actions) {
    if (!('question' in action) || action.question !== question) continue;
    if (action.type === 'moderation.restore') return action.to;
    if (action.type === 'moderation.approve') return 'approved';
    if (action.type === 'moderation.answered') return 'answered';
    if (action.type === 'moderation.dismiss') return 'dismissed';
    if (action.type === 'moderation.archive') return 'archived';
  }
  return undefined;
}
