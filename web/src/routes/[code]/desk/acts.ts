import type { Action } from '@rostrum/shared/domain/actions';
import type { Dismissal } from '@rostrum/shared/domain/state';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';

/** A name in the page's language, or in another one that is asked for. */
export type Name = (inputs?: object, options?: { locale?: Locale }) => string;

/** One thing that a moderator does to a question, declared here and nowhere else. */
interface ActSpec {
  /** As it is printed on a keyboard. */
  readonly key: string;
  /** What the list of keys and the palette call it. */
  readonly name: Name;
  /** What its button says. */
  readonly text: (question: DeskQuestion) => string;
  /** When it can be done. */
  readonly on: (question: DeskQuestion) => boolean;
  /** What it asks of the server. Absent when that needs words, or another question: the desk asks for them. */
  readonly action?: (question: DeskQuestion) => Action;
  /** Its button stands behind _More_: it is not done to many questions. */
  readonly rare?: true;
  /** What was done to so many; absent for what is done to one question at a time. */
  readonly many?: (inputs: { count: number }) => string;
  /** Which of many it is meant for, where that is not all it can be done to one by one. */
  readonly onMany?: (question: DeskQuestion) => boolean;
}

/** In the order of their buttons: the first that can be done is what is mostly done. */
export const ACTS = {
  approve: {
    key: 'A',
    name: m.desk_approve,
    text: ({ shown }) => (shown === undefined ? m.desk_approve() : m.desk_approve_wording()),
    on: ({ state, shown }) => state === 'pending' || shown !== undefined,
    action: ({ id, revision }) => ({ type: 'moderation.approve', question: id, revision }),
    many: m.desk_many_approve,
  },
  stage: {
    key: 'S',
    name: m.desk_stage,
    text: ({ state }) => (state === 'answered' ? m.desk_stage_again() : m.desk_stage()),
    on: ({ state }) => state === 'approved' || state === 'answered',
    action: ({ id }) => ({ type: 'moderation.stage', question: id }),
  },
  deck: {
    key: 'D',
    name: m.desk_key_deck,
    text: ({ deckAt }) => (deckAt === undefined ? m.desk_deck() : m.desk_off_deck()),
    on: ({ state }) => state === 'approved',
    action: ({ id, deckAt }) => ({
      type: deckAt === undefined ? 'moderation.deck' : 'moderation.offDeck',
      question: id,
    }),
    many: m.desk_many_deck,
  },
  answered: {
    key: 'W',
    name: m.desk_answered,
    text: () => m.desk_answered(),
    on: ({ state }) => state === 'approved' || state === 'live',
    action: ({ id }) => ({ type: 'moderation.answered', question: id }),
    many: m.desk_many_answered,
  },
  edit: {
    key: 'E',
    name: m.desk_edit,
    text: () => m.desk_edit(),
    on: ({ state }) => ['pending', 'approved', 'live', 'answered'].includes(state),
  },
  pin: {
    key: 'P',
    name: m.desk_key_pin,
    text: ({ pinnedAt }) => (pinnedAt === undefined ? m.desk_pin() : m.desk_unpin()),
    on: ({ state }) => state === 'pending' || state === 'approved',
    action: ({ id, pinnedAt }) => ({
      type: pinnedAt === undefined ? 'moderation.pin' : 'moderation.unpin',
      question: id,
    }),
    many: m.desk_many_pin,
  },
  merge: {
    key: 'M',
    name: m.desk_key_merge,
    text: () => m.desk_merge(),
    on: ({ state }) => state === 'pending' || state === 'approved',
  },
  dismiss: {
    key: 'X',
    name: m.desk_key_dismiss,
    text: () => m.desk_dismiss(),
    on: ({ state }) => state === 'pending' || state === 'approved',
    many: m.desk_many_dismiss,
  },
  back: {
    key: 'R',
    name: m.desk_key_back,
    text: (question) => {
      if (question.merged) return m.desk_unmerge();
      return goesBackToPending(question) ? m.desk_to_pending() : m.desk_to_approved();
    },
    on: ({ state }) => state !== 'pending' && state !== 'withdrawn',
    action: (question) => {
      const { id, merged } = question;
      if (merged) return { type: 'moderation.unmerge', question: id, into: merged.into };
      const to = goesBackToPending(question) ? 'pending' : 'approved';
      return { type: 'moderation.restore', question: id, to };
    },
    many: m.desk_many_back,
  },
  keep: {
    key: 'Z',
    name: m.desk_key_keep,
    text: ({ kept }) => (kept ? m.desk_unkeep() : m.desk_keep()),
    on: ({ reports, kept }) => reports !== undefined || kept === true,
    action: ({ id, kept }) => ({ type: 'moderation.keep', question: id, kept: !kept }),
    many: m.desk_many_keep,
    onMany: ({ kept }) => !kept,
  },
  answer: {
    key: 'Shift W',
    name: m.desk_answer,
    text: ({ answer }) => (answer === undefined ? m.desk_answer() : m.desk_answer_edit()),
    on: ({ state }) => ['approved', 'live', 'answered'].includes(state),
    rare: true,
  },
  note: {
    key: 'Shift N',
    name: m.desk_note_act,
    text: ({ note }) => (note === undefined ? m.desk_note_act() : m.desk_note_edit()),
    on: ({ state }) => state !== 'withdrawn',
    rare: true,
  },
  label: {
    key: 'Shift L',
    name: m.desk_label,
    text: () => m.desk_label(),
    on: ({ state }) => state !== 'withdrawn',
    rare: true,
  },
  assign: {
    key: 'Shift S',
    name: m.desk_assign,
    text: () => m.desk_assign(),
    on: ({ state }) => state !== 'withdrawn',
    rare: true,
  },
  archive: {
    key: 'Shift X',
    name: m.desk_archive,
    text: () => m.desk_archive(),
    on: ({ state }) => state === 'approved' || state === 'pending',
    action: ({ id }) => ({ type: 'moderation.archive', question: id }),
    rare: true,
    many: m.desk_many_archive,
  },
  block: {
    key: 'I',
    rare: true,
    name: m.desk_key_block,
    text: ({ blocked }) => (blocked ? m.desk_unblock() : m.desk_block()),
    on: ({ state, blocked, channel }) =>
      blocked === true || (channel === undefined && (state === 'pending' || state === 'dismissed')),
    action: ({ id, blocked }) => ({
      type: blocked ? 'moderation.unblock' : 'moderation.block',
      question: id,
    }),
  },
  remove: {
    key: 'Delete',
    name: m.desk_key_remove,
    text: () => m.desk_remove(),
    on: ({ state, channel }) =>
      channel !== undefined && (state === 'pending' || state === 'approved'),
    action: ({ id }) => ({ type: 'moderation.remove', question: id }),
  },
} satisfies Record<string, ActSpec>;

export type Act = keyof typeof ACTS;
/** An act that needs words, or another question, before it can be sent. */
export type WordyAct = { [A in Act]: 'action' extends keyof (typeof ACTS)[A] ? never : A }[Act];
/** An act that needs no more than its key. */
export type PlainAct = Exclude<Act, WordyAct>;

export const ALL_ACTS = Object.keys(ACTS) as readonly Act[];

/** What can be done to a question as it is; the first is what is mostly done. */
export function actsOn(question: DeskQuestion): readonly Act[] {
  return ALL_ACTS.filter((act) => ACTS[act].on(question));
}

/** What says how many it was done to; undefined for what is done to one question at a time. */
export function manyText(act: Act): ActSpec['many'] {
  const spec: ActSpec = ACTS[act];
  return spec.many;
}

/** Whether an act on many is meant for this one of them. */
export function isMeant(act: Act, question: DeskQuestion): boolean {
  const spec: ActSpec = ACTS[act];
  return spec.onMany?.(question) ?? true;
}

export function isPlain(act: Act): act is PlainAct {
  return 'action' in ACTS[act];
}

/** The action that an act asks of the server. */
export function actionFor(act: PlainAct, question: DeskQuestion): Action {
  return ACTS[act].action(question);
}

/** Whether its button stands behind _More_. */
export function isRare(act: Act): boolean {
  const spec: ActSpec = ACTS[act];
  return spec.rare === true;
}

export function dismissal({ id }: DeskQuestion, why: Dismissal): Action {
  return { type: 'moderation.dismiss', question: id, ...why };
}

/** Whether an act takes the question out of its list. */
export function leavesLane(act: PlainAct, { shown }: DeskQuestion): boolean {
  // Of one that everyone sees already only the new wording is approved.
  if (act === 'approve') return shown === undefined;
  return !['pin', 'deck', 'keep', 'block'].includes(act);
}

/** Out of the dismissed and the archived as it went in; out of the approved to be judged again. */
function goesBackToPending({ state, approved }: DeskQuestion): boolean {
  return state === 'approved' || (['dismissed', 'archived'].includes(state) && !approved);
}
