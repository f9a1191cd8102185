import { z } from 'zod';
import { auxTimerSchema } from './aux-timers.ts';
import { infoSchema } from './event.ts';
import { inOrder } from './fields.ts';
import {
  actionIdSchema,
  cueIdSchema,
  labelIdSchema,
  linkIdSchema,
  participantIdSchema,
  questionIdSchema,
} from './ids.ts';
import { labelSchema } from './labels.ts';
import { messageSchema } from './message.ts';
import { programmeSchema } from './programme.ts';
import { ACCEPTED, reasonSchema, refused, type Reason } from './reasons.ts';
import { linkSchema } from './roles.ts';
import { screeningSchema } from './screening.ts';
import { settingsSchema } from './settings.ts';
import { emptyState, type Question, type State } from './state.ts';
import { unite } from './union.ts';
import { addRange, addTo } from './ranges.ts';
import { tally } from './tally.ts';
import { putInTurn } from './upcoming.ts';
import { countVotes, type VoteSet } from './votes.ts';
import { ranSchema, runningSchema } from './on-air-view.ts';
import { deskQuestionSchema } from './view.ts';

/** Raised when a snapshot's shape changes. An older snapshot is not read: the log is, from its start. */
export const SNAPSHOT_VERSION = 2;

const time = z.int().nonnegative();

/** The bits of a vote set, in hexadecimal, without the zero bytes at the end. */
const bits = z.string().regex(/^([0-9a-f]{2})*$/);

const questionSchema = deskQuestionSchema
  .omit({ approved: true, shown: true, reports: true, hidden: true, kept: true, blocked: true })
  .extend({
    author: participantIdSchema,
    approved: z.strictObject({ revision: z.int().positive(), text: z.string() }).optional(),
    staging: z.int().positive().optional(),
    appearance: z.int().positive().optional(),
    votes: bits,
    downs: bits.optional(),
    reports: bits.optional(),
    reportedAmong: time.optional(),
    hiddenAt: time.optional(),
    keptAt: time.optional(),
    blockedAt: time.optional(),
    archived: z.strictObject({ act: actionIdSchema, deckAt: z.number().optional() }).optional(),
    labels: z.array(labelIdSchema),
  });

const rememberedSchema = z.strictObject({
  ids: z.array(actionIdSchema),
  /** Of those that were refused: the index of the id, and why. */
  refused: z.array(z.tuple([z.int().nonnegative(), reasonSchema])),
});

export const snapshotSchema = z.strictObject({
  v: z.literal(SNAPSHOT_VERSION),
  seq: time,
  at: time,
  aheadMs: time,
  info: infoSchema.optional(),
  settings: settingsSchema,
  programme: programmeSchema,
  running: runningSchema.optional(),
  ran: z.array(z.tuple([cueIdSchema, ranSchema])),
  loaded: cueIdSchema.optional(),
  rolledAt: time.optional(),
  aux: z.array(auxTimerSchema.nullable()),
  answerTimes: z.array(time),
  questions: z.array(questionSchema),
  live: questionIdSchema.optional(),
  stagings: time,
  message: messageSchema.optional(),
  screening: screeningSchema,
  labels: z.array(labelSchema),
  /** In the order of their indexes. */
  voters: z.array(participantIdSchema),
  /** Of each of these. */
  lastActs: z.array(time),
  countedAt: time,
  links: z.array(z.tuple([linkIdSchema, linkSchema.extend({ revokedAt: time.optional() })])),
  written: time,
  remembered: rememberedSchema,
  rememberedCrew: rememberedSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/**
 * The whole state as text, the same text for the same state however it came
 * about: two nodes compare their hashes of it. O(state).
 */
export function serialise(state: State): string {
  const {
    asked: _asked,
    pending: _pending,
    upcoming: _upcoming,
    active: _active,
    tally: _tally,
    ...kept
  } = state;
  const snapshot = {
    v: SNAPSHOT_VERSION,
    ...kept,
    // Its fields in one order, whatever the order in which they were set.
    settings: inOrder(Object.keys(settingsSchema.shape), state.settings),
    running: state.running && inOrder(Object.keys(runningSchema.shape), state.running),
    ran: [...state.ran].map(([cue, ran]) => [cue, inOrder(Object.keys(ranSchema.shape), ran)]),
    questions: [...state.questions.values()].map(saved),
    voters: state.voters.keys(),
    links: [...state.links],
    remembered: savedOutcomes(state.remembered),
    rememberedCrew: savedOutcomes(state.rememberedCrew),
  };
  return JSON.stringify(snapshot);
}

/**
 * Takes the text as it was written: the log's checksum tells of damage, and a schema would judge
 * by today's limits and Unicode what the entries before it were not judged by.
 *
 * @param salt as for `emptyState`.
 * @throws when the text is not a snapshot of this version.
 */
export function deserialise(text: string, salt = 0): State {
  const snapshot = JSON.parse(text) as Snapshot;
  const { v } = snapshot as { v: unknown };
  if (v !== SNAPSHOT_VERSION) throw new Error(`a snapshot has version ${String(v)}`);
  const state: State = {
    ...emptyState(salt),
    seq: snapshot.seq,
    at: snapshot.at,
    aheadMs: snapshot.aheadMs,
    info: snapshot.info,
    settings: snapshot.settings,
    programme: snapshot.programme,
    running: snapshot.running as State['running'],
    ran: new Map(snapshot.ran),
    loaded: snapshot.loaded,
    rolledAt: snapshot.rolledAt,
    aux: snapshot.aux,
    answerTimes: snapshot.answerTimes,
    live: snapshot.live,
    stagings: snapshot.stagings,
    message: snapshot.message,
    screening: snapshot.screening,
    labels: snapshot.labels,
    links: new Map(snapshot.links) as State['links'],
    lastActs: snapshot.lastActs,
    countedAt: snapshot.countedAt,
    written: snapshot.written,
  };
  for (const [index, voter] of snapshot.voters.entries()) state.voters.set(voter, index);
  restoreOutcomes(state.remembered, snapshot.remembered);
  restoreOutcomes(state.rememberedCrew, snapshot.rememberedCrew);
  const questions = snapshot.questions.map(restored);
  for (const question of questions) state.questions.set(question.id, question);
  for (const question of questions) {
    if (question.merged) state.questions.get(question.merged.into)?.members.push(question);
  }
  for (const question of questions) addQuestion(state, question);
  for (const place of state.lastActs) addTo(state.active, place, 1);
  return state;
}

/** With all that follows from it. */
function addQuestion(state: State, question: Question): void {
  const { author } = question;
  state.asked.set(author, [...(state.asked.get(author) ?? []), question]);
  if (question.state === 'pending') {
    state.pending.set(author, (state.pending.get(author) ?? 0) + 1);
  }
  if (!question.merged) unite(question);
  if (question.appearance !== undefined) addRange(state.active);
  tally(state, question, 1);
  putInTurn(state.upcoming, question);
}

function saved({
  upcomingAt: _at,
  members: _members,
  union: _union,
  votes,
  downs,
  reports,
  ...question
}: Question) {
  return {
    ...question,
    votes: toHex(votes.bits),
    ...(downs.count > 0 ? { downs: toHex(downs.bits) } : {}),
    ...(reports.count > 0 ? { reports: toHex(reports.bits) } : {}),
  };
}

function savedOutcomes(remembered: State['remembered']): Snapshot['remembered'] {
  const refusals = [...remembered.values().entries()].flatMap(([index, outcome]) =>
    outcome.ok ? [] : [[index, outcome.reason] as [number, Reason]],
  );
  return { ids: [...remembered.keys()], refused: refusals };
}

function restoreOutcomes(remembered: State['remembered'], saved: Snapshot['remembered']): void {
  const refusals = new Map(saved.refused);
  for (const [index, id] of saved.ids.entries()) {
    const reason = refusals.get(index);
    remembered.set(id, reason ? refused(reason) : ACCEPTED);
  }
}

function restored(saved: Snapshot['questions'][number]): Question {
  return {
    id: saved.id,
    author: saved.author,
    asker: saved.asker,
    channel: saved.channel,
    text: saved.text,
    revision: saved.revision,
    approved: saved.approved,
    original: saved.original,
    state: saved.state,
    dismissal: saved.dismissal as Question['dismissal'],
    archived: saved.archived as Question['archived'],
    merged: saved.merged,
    answer: saved.answer,
    note: saved.note,
    assigned: saved.assigned,
    labels: saved.labels,
    pinnedAt: saved.pinnedAt,
    deckAt: saved.deckAt,
    skippedAt: saved.skippedAt,
    staging: saved.staging,
    askedAt: saved.askedAt,
    approvedAt: saved.approvedAt,
    changedAt: saved.changedAt,
    votes: votesFrom(saved.votes),
    members: [],
    union: undefined,
    downs: votesFrom(saved.downs),
    reports: votesFrom(saved.reports),
    reportedAmong: saved.reportedAmong,
    hiddenAt: saved.hiddenAt,
    keptAt: saved.keptAt,
    blockedAt: saved.blockedAt,
    appearance: saved.appearance,
    seen: saved.seen,
    upcomingAt: -1,
  };
}

function votesFrom(hex = ''): VoteSet {
  const bits = fromHex(hex);
  return { bits, count: countVotes(bits) };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function toHex(bits: Uint8Array): string {
  let end = bits.length;
  while (end > 0 && bits[end - 1] === 0) end -= 1;
  let text = '';
  for (let at = 0; at < end; at += 1) text += HEX[bits[at] ?? 0];
  return text;
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    parseInt(text.slice(at * 2, at * 2 + 2), 16),
  );
}
