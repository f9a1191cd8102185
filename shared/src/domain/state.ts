import { IdMap } from './id-map.ts';
import type { ActionId, CueId, LabelId, LinkId, ParticipantId, QuestionId } from './ids.ts';
import type { Info } from './event.ts';
import { noAuxTimers, type AuxTimer } from './aux-timers.ts';
import type { Assignee } from './assign.ts';
import type { Channel } from './by-hand.ts';
import type { Asker } from './questions.ts';
import type { Label } from './labels.ts';
import type { DismissReason } from './moderation.ts';
import type { Message } from './message.ts';
import type { Programme, Ran, Running } from './programme.ts';
import type { Ranges } from './ranges.ts';
import type { Outcome } from './reasons.ts';
import type { Link } from './roles.ts';
import { firstScreening, type Screening } from './screening.ts';
import { FIRST_SETTINGS, type Settings } from './settings.ts';
import type { Tally } from './tally.ts';
import type { Upcoming } from './upcoming.ts';
import type { VoteSet } from './votes.ts';

export type QuestionState =
  'pending' | 'approved' | 'live' | 'answered' | 'dismissed' | 'merged' | 'withdrawn' | 'archived';

/** One revision of a question's text. */
export interface Wording {
  readonly revision: number;
  readonly text: string;
}

export interface Merged {
  readonly into: QuestionId;
  readonly from: 'pending' | 'approved';
}

export interface Dismissal {
  readonly reason: DismissReason;
  /** What its author is told where the reason is another one than the usual. */
  readonly told?: string;
  /** For moderators alone. */
  readonly note?: string;
}

export interface Archived {
  /** The act that put it away. */
  readonly act: ActionId;
  /** Its rank on deck before. */
  readonly deckAt: number | undefined;
}

export interface Question {
  readonly id: QuestionId;
  readonly author: ParticipantId;
  readonly asker: Asker;
  /** Of one that was added by hand: where it was said. Its author is its own id. */
  readonly channel: Channel | undefined;
  /** The latest wording. */
  text: string;
  /** 1 for the first wording; an edit adds one. */
  revision: number;
  /** The wording a moderator approved, and which one it was. Screens show no other. */
  approved: Wording | undefined;
  /** The author's own latest wording, once a moderator has changed it. */
  original: string | undefined;
  state: QuestionState;
  dismissal: Dismissal | undefined;
  archived: Archived | undefined;
  /** The question it counts for while it is merged, and the state it comes back to. */
  merged: Merged | undefined;
  /** A moderator's answer in writing: everyone's to read once the question is answered. */
  answer: string | undefined;
  /** For moderators alone. */
  note: string | undefined;
  assigned: Assignee | undefined;
  /** Those of the event, and perhaps some that were taken away from it. */
  labels: readonly LabelId[];
  /** When it was pinned: pinned questions come first, in this order. */
  pinnedAt: number | undefined;
  /** Its rank on deck, the lower the sooner; undefined when it is not there. */
  deckAt: number | undefined;
  /** When the chair passed it over: its turn is after all others. */
  skippedAt: number | undefined;
  /** Which time it was that a question came on stage, counted over the event, when this one did last. */
  staging: number | undefined;
  askedAt: number;
  approvedAt: number | undefined;
  /** When it came to the state it is in. */
  changedAt: number;
  /** Its own: what counts is `votersOf`. */
  readonly votes: VoteSet;
  /** What is merged into it, in no order. */
  readonly members: Question[];
  /** Its voters and those of all its members, while it has any and is not merged itself. */
  union: VoteSet | undefined;
  /** Votes against it: of those who have none for it. */
  readonly downs: VoteSet;
  /** Who says that it should not be seen. */
  readonly reports: VoteSet;
  /** How many had voted or reported anything when it was first reported: of these a share may hide it. */
  reportedAmong: number | undefined;
  /** Since when reports hide it from all but the moderators. */
  hiddenAt: number | undefined;
  /** When a moderator had looked: reports hide it no more. */
  keptAt: number | undefined;
  /** When its author was blocked for it. */
  blockedAt: number | undefined;
  /** Which one it was to appear to everyone, of all that did; undefined until it does. */
  appearance: number | undefined;
  /** How many could have voted for it, as counted last; see `seenBy`. */
  seen: number | undefined;
  /** Its index in `state.upcoming`; -1 when it is not there. */
  upcomingAt: number;
}

/**
 * All of one event. `fold` owns it and changes it in place: a copy for each of
 * 20,000 votes a second would cost more than everything else together.
 */
export interface State {
  /** Entries folded so far. */
  seq: number;
  /** Time of the last entry: its stamp less `aheadMs`. */
  at: number;
  /** Milliseconds by which stamps are ahead of the time, since a clock that was ahead was set right. */
  aheadMs: number;
  /** Absent until the event is created. */
  info: Info | undefined;
  settings: Settings;
  programme: Programme;
  running: Running | undefined;
  /** The one that ended last is last. */
  ran: Map<CueId, Ran>;
  /** The cue up next, where it is another one than what follows. */
  loaded: CueId | undefined;
  /** While the programme follows the wall clock: when it was last looked at what is to be on air. */
  rolledAt: number | undefined;
  /** Timers beside the programme, null for one that is not set. */
  aux: readonly (AuxTimer | null)[];
  /** How long the latest questions were on stage until they were answered, in milliseconds. */
  answerTimes: readonly number[];
  questions: IdMap<QuestionId, Question>;
  live: QuestionId | undefined;
  upcoming: Upcoming;
  /** What the crew says to the podium. */
  message: Message | undefined;
  screening: Screening;
  /** In the order in which they were made. */
  labels: readonly Label[];
  /** How often a question came on stage. */
  stagings: number;
  /** Participant → index into the vote sets, in order of their first vote or report. Asking gives none: what follows from it would tell who asked. */
  voters: IdMap<ParticipantId, number>;
  /** Of each of them, by index: how many questions had appeared when they last acted. */
  lastActs: number[];
  /** How many acted last between one appearance and the next: what follows from `lastActs`. */
  active: Ranges;
  /** When it was last counted for all questions who could have seen them. */
  countedAt: number;
  tally: Tally;
  /** Their questions, in order of asking. */
  asked: Map<ParticipantId, Question[]>;
  /** How many questions of theirs wait for a moderator. */
  pending: Map<ParticipantId, number>;
  links: Map<LinkId, Link>;
  /** Bytes of all that was ever written to questions, see `WRITTEN_MAX`. */
  written: number;
  /** Outcomes of the latest actions, the oldest first. */
  remembered: IdMap<ActionId, Outcome>;
  /** Of the latest by a role link or by the server: nobody else flushes them. */
  rememberedCrew: IdMap<ActionId, Outcome>;
}

/** Of no questions. */
export function emptyTally(): Tally {
  return { open: 0, visible: 0, answered: 0, archived: 0, dismissed: {} };
}

/** @param salt any number, see `IdMap`: nothing that is seen of the state depends on it. */
export function emptyState(salt = 0): State {
  return {
    seq: 0,
    at: 0,
    aheadMs: 0,
    info: undefined,
    settings: { ...FIRST_SETTINGS },
    programme: { startAt: 0, cues: [] },
    running: undefined,
    ran: new Map(),
    loaded: undefined,
    rolledAt: undefined,
    aux: noAuxTimers(),
    answerTimes: [],
    questions: new IdMap(salt),
    live: undefined,
    upcoming: [],
    message: undefined,
    screening: firstScreening(),
    labels: [],
    stagings: 0,
    voters: new IdMap(salt),
    lastActs: [],
    active: [],
    countedAt: 0,
    tally: emptyTally(),
    asked: new Map(),
    pending: new Map(),
    links: new Map(),
    written: 0,
    remembered: new IdMap(salt),
    rememberedCrew: new IdMap(salt),
  };
}

/** A question that its asker waits for: until it is answered, set aside or withdrawn. */
export function isOpen(state: QuestionState): boolean {
  return state === 'pending' || state === 'approved' || state === 'live';
}

/** The states in which everyone may see a question. */
export function isPublic(state: QuestionState): state is 'approved' | 'live' | 'answered' {
  return state === 'approved' || state === 'live' || state === 'answered';
}
