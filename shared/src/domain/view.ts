import { z } from 'zod';
import { assigneeSchema } from './assign.ts';
import { channelSchema } from './by-hand.ts';
import { infoSchema, type Info } from './event.ts';
import { labelIdSchema, questionIdSchema, type QuestionId } from './ids.ts';
import { labelSchema, type Label } from './labels.ts';
import { messageSchema, type Message } from './message.ts';
import { dismissReasonSchema } from './moderation.ts';
import { onAirFor, onAirSchema } from './on-air-view.ts';
import { programmeSeen, programmeViewSchema } from './programme-view.ts';
import { askerSchema } from './questions.ts';
import { isVisible } from './moves.ts';
import type { Surface } from './roles.ts';
import { screeningSchema, type Screening } from './screening.ts';
import { settingsSchema } from './settings.ts';
import { isPublic, type Question, type State } from './state.ts';
import { nextTwo } from './upcoming.ts';
import { scoreOf } from './union.ts';

/** What a group of surfaces may see. */
export const audienceSchema = z.enum(['public', 'desk', 'podium', 'show']);
export type Audience = z.infer<typeof audienceSchema>;

export const audienceOf: Record<Surface, Audience> = {
  phone: 'public',
  desk: 'desk',
  podium: 'podium',
  show: 'show',
  screen: 'public',
  overlay: 'public',
};

const time = z.int().nonnegative();
/** Those for it less those against it. */
const votes = z.int();
/** How many people could have voted for it, in an event that orders by that. */
const seen = z.int().nonnegative().optional();
/** Those of them that the event has no more say nothing. Absent for none. */
const labels = z.array(labelIdSchema).optional();

/** What everyone is told of all questions. */
export const countsSchema = z.strictObject({
  /** All that were ever asked. */
  received: z.int().nonnegative(),
  /** Those that everyone sees: approved, on stage or answered. */
  approved: z.int().nonnegative(),
  answered: z.int().nonnegative(),
  /** Those that there was no time for. */
  archived: z.int().nonnegative(),
  /** Those that were set aside, by the reason. */
  dismissed: z.partialRecord(dismissReasonSchema, z.int().positive()),
});
export type Counts = z.infer<typeof countsSchema>;

export const publicQuestionSchema = z.strictObject({
  id: questionIdSchema,
  text: z.string(),
  asker: askerSchema,
  /** Absent where votes are hidden. */
  votes: votes.optional(),
  seen,
  state: z.enum(['approved', 'live', 'answered']),
  /** A moderator's answer in writing, of a question that is answered. */
  answer: z.string().optional(),
  labels,
  approvedAt: time,
  changedAt: time,
});
export type PublicQuestion = z.infer<typeof publicQuestionSchema>;

export const questionStateSchema = z.enum([
  'pending',
  'approved',
  'live',
  'answered',
  'dismissed',
  'merged',
  'withdrawn',
  'archived',
]);

export const deskQuestionSchema = z.strictObject({
  id: questionIdSchema,
  text: z.string(),
  asker: askerSchema,
  votes,
  /** It was added by hand: where it was said. */
  channel: channelSchema.optional(),
  seen,
  state: questionStateSchema,
  revision: z.int().positive(),
  /** True when this wording is the one that was approved. */
  approved: z.boolean(),
  /** The wording that was approved, while another one waits. */
  shown: z.string().optional(),
  /** The author's own wording, when a moderator changed it. */
  original: z.string().optional(),
  dismissal: z
    .strictObject({
      reason: dismissReasonSchema,
      told: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  answer: z.string().optional(),
  note: z.string().optional(),
  assigned: assigneeSchema.optional(),
  labels,
  /** The question it was merged into, and the state it had. */
  merged: z
    .strictObject({ into: questionIdSchema, from: z.enum(['pending', 'approved']) })
    .optional(),
  /** How many said that it should not be seen. */
  reports: z.int().positive().optional(),
  /** Reports hide it until a moderator has looked. */
  hidden: z.literal(true).optional(),
  /** A moderator has looked: reports hide it no more. */
  kept: z.literal(true).optional(),
  /** Its author was blocked for it. */
  blocked: z.literal(true).optional(),
  pinnedAt: time.optional(),
  /** Its rank on deck: of two, the lower comes sooner. */
  deckAt: z.number().optional(),
  /** The chair passed it over. */
  skippedAt: time.optional(),
  askedAt: time,
  approvedAt: time.optional(),
  changedAt: time,
});
export type DeskQuestion = z.infer<typeof deskQuestionSchema>;

/** Every part a view can have. Which audience gets which is said by {@link view}. */
export const viewSchema = z.strictObject({
  info: infoSchema,
  settings: settingsSchema,
  programme: programmeViewSchema,
  onAir: onAirSchema,
  /** Public and desk only. */
  questions: z
    .record(questionIdSchema, z.union([publicQuestionSchema, deskQuestionSchema]))
    .optional(),
  /** What marks questions for moderators. Desk only. */
  screening: screeningSchema.optional(),
  /** Public and desk only. */
  labels: z.array(labelSchema).readonly().optional(),
  /** What the crew says to the podium, null for nothing. All but the public. */
  message: messageSchema.nullable().optional(),
  /** Public only; null while the event does not tell. */
  counts: countsSchema.nullable().optional(),
  /** Podium and show only. */
  stage: z
    .strictObject({
      live: publicQuestionSchema.optional(),
      /** The two whose turn is next. */
      next: z.array(publicQuestionSchema).max(2),
    })
    .optional(),
});

type Parts = z.infer<typeof viewSchema>;
export type Stage = NonNullable<Parts['stage']>;
/** What every audience sees. */
export type CommonView = Pick<Parts, 'info' | 'settings' | 'programme' | 'onAir'>;

type CrewView = CommonView & { message: Message | null };

export interface Views {
  public: CommonView & {
    counts: Counts | null;
    labels: readonly Label[];
    questions: Record<QuestionId, PublicQuestion>;
  };
  desk: CrewView & {
    labels: readonly Label[];
    questions: Record<QuestionId, DeskQuestion>;
    screening: Screening;
  };
  podium: CrewView & { stage: Stage };
  show: CrewView & { stage: Stage };
}
export type View<A extends Audience = Audience> = Views[A];

/**
 * All an audience may see of an event, named field by field: what is not named
 * here cannot leak. O(questions).
 *
 * @throws before the event is created.
 */
export function view<A extends Audience>(state: State, audience: A): View<A>;
export function view(state: State, audience: Audience): View {
  const common: CommonView = {
    info: infoOf(state),
    settings: { ...state.settings },
    programme: programmeSeen(state.programme, audience),
    onAir: onAirFor(state, audience),
  };
  const message = messageOf(state);
  if (audience === 'podium' || audience === 'show') {
    return { ...common, message, stage: stageOf(state) };
  }
  const { labels, screening } = state;
  const questions: Record<QuestionId, PublicQuestion | DeskQuestion> = {};
  for (const question of state.questions.values()) {
    const seen = questionFor(state, question, audience);
    if (seen) questions[question.id] = seen;
  }
  return (
    audience === 'desk'
      ? { ...common, message, screening, labels, questions }
      : { ...common, counts: countsOf(state), labels, questions }
  ) as View;
}

export function messageOf(state: State): Message | null {
  return state.message ?? null;
}

/** Nothing but numbers: of a question that waits not even when it came. O(1). */
export function countsOf({ settings, questions, tally }: State): Counts | null {
  if (!settings.transparency) return null;
  const { visible: approved, answered, archived, dismissed } = tally;
  return { received: questions.size, approved, answered, archived, dismissed: { ...dismissed } };
}

export function infoOf(state: State): Info {
  if (!state.info) throw new Error('the event is not created');
  return { ...state.info };
}

/** The question on stage, and the two whose turn is next. */
export function stageOf(state: State): Stage {
  const live =
    state.live === undefined ? undefined : publicQuestion(state, state.questions.get(state.live));
  const next = nextTwo(state.upcoming).flatMap((question) => publicQuestion(state, question) ?? []);
  return { ...(live ? { live } : {}), next };
}

/** Whether this audience sees a question at all. */
export function sees(audience: 'public' | 'desk', question: Question): boolean {
  return audience === 'desk' || (isVisible(question) && question.approved !== undefined);
}

/** What this audience sees of a question, or undefined when it may not see it at all. */
export function questionFor(
  state: State,
  question: Question,
  audience: 'public' | 'desk',
): PublicQuestion | DeskQuestion | undefined {
  return audience === 'public' ? publicQuestion(state, question) : deskQuestion(question);
}

function publicQuestion(
  { settings }: State,
  question: Question | undefined,
): PublicQuestion | undefined {
  if (!question?.approved || !isVisible(question) || !isPublic(question.state)) return undefined;
  const { id, asker, seen, state, answer, labels, approvedAt, changedAt } = question;
  const { text } = question.approved;
  return {
    id,
    text,
    asker,
    ...(settings.hiddenVotes ? {} : { votes: scoreOf(question) }),
    ...(settings.hiddenVotes || seen === undefined ? {} : { seen }),
    state,
    ...(state === 'answered' && answer !== undefined ? { answer } : {}),
    ...(labels.length > 0 ? { labels: [...labels] } : {}),
    approvedAt: approvedAt ?? 0,
    changedAt,
  };
}

function deskQuestion(question: Question): DeskQuestion {
  const { id, text, asker, seen, state, revision, approved, original, merged } = question;
  const isApproved = approved?.revision === revision;
  const { answer, note, assigned, labels } = question;
  const { dismissal, pinnedAt, deckAt, skippedAt, askedAt, approvedAt, changedAt } = question;
  return {
    id,
    text,
    asker,
    votes: scoreOf(question),
    ...(seen === undefined ? {} : { seen }),
    state,
    revision,
    approved: isApproved,
    ...(approved && !isApproved ? { shown: approved.text } : {}),
    ...(original === undefined ? {} : { original }),
    ...(dismissal ? { dismissal } : {}),
    ...(merged ? { merged } : {}),
    ...(answer === undefined ? {} : { answer }),
    ...(note === undefined ? {} : { note }),
    ...(assigned ? { assigned } : {}),
    ...(labels.length > 0 ? { labels: [...labels] } : {}),
    ...(question.channel === undefined ? {} : { channel: question.channel }),
    ...(question.reports.count > 0 ? { reports: question.reports.count } : {}),
    ...(question.hiddenAt === undefined ? {} : { hidden: true }),
    ...(question.keptAt === undefined ? {} : { kept: true }),
    ...(question.blockedAt === undefined ? {} : { blocked: true }),
    ...(pinnedAt === undefined ? {} : { pinnedAt }),
    ...(deckAt === undefined ? {} : { deckAt }),
    ...(skippedAt === undefined ? {} : { skippedAt }),
    askedAt,
    ...(approvedAt === undefined ? {} : { approvedAt }),
    changedAt,
  };
}
