import { z } from 'zod';
import { infoSchema } from './event.ts';
import {
  actionIdSchema,
  cueIdSchema,
  linkIdSchema,
  participantIdSchema,
  questionIdSchema,
} from './ids.ts';
import { programmeSchema } from './programme.ts';
import { ACCEPTED, reasonSchema, refused, type Outcome } from './reasons.ts';
import { linkSchema } from './roles.ts';
import { emptyState, type Question, type State } from './state.ts';
import { countVotes } from './votes.ts';
import { deskQuestionSchema, viewSchema } from './view.ts';

/** Raised when a snapshot's shape changes. An older snapshot is not read: the log is, from its start. */
export const SNAPSHOT_VERSION = 1;

const time = z.int().nonnegative();

const questionSchema = deskQuestionSchema.omit({ approved: true }).extend({
  author: participantIdSchema,
  approvedRevision: z.int().positive().optional(),
  /** The bits of the vote set, in hexadecimal, without the zero bytes at the end. */
  votes: z.string().regex(/^([0-9a-f]{2})*$/),
});

const rememberedSchema = z.array(z.tuple([actionIdSchema, reasonSchema.nullable()]));

export const snapshotSchema = z.strictObject({
  v: z.literal(SNAPSHOT_VERSION),
  seq: time,
  at: time,
  info: infoSchema.optional(),
  settings: viewSchema.shape.settings,
  programme: programmeSchema,
  running: viewSchema.shape.onAir.shape.running,
  ran: z.array(z.tuple([cueIdSchema, viewSchema.shape.onAir.shape.ran.unwrap().valueType])),
  questions: z.array(questionSchema),
  live: questionIdSchema.optional(),
  /** In the order of their indexes. */
  voters: z.array(participantIdSchema),
  links: z.array(z.tuple([linkIdSchema, linkSchema.extend({ revokedAt: time.optional() })])),
  /** Null stands for accepted. */
  remembered: rememberedSchema,
  rememberedBefore: rememberedSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/**
 * The whole state as text, the same text for the same state however it came
 * about: two nodes compare their hashes of it. O(state).
 */
export function serialise(state: State): string {
  const { asked: _asked, pending: _pending, ...kept } = state;
  const snapshot = {
    v: SNAPSHOT_VERSION,
    ...kept,
    ran: [...state.ran],
    questions: [...state.questions.values()].map((q) => ({ ...q, votes: toHex(q.votes.bits) })),
    voters: [...state.voters.keys()],
    links: [...state.links],
    remembered: [...state.remembered].map(remember),
    rememberedBefore: [...state.rememberedBefore].map(remember),
  };
  return JSON.stringify(snapshot);
}

/** @throws when the text is not a snapshot of this version. */
export function deserialise(text: string): State {
  const snapshot = snapshotSchema.parse(JSON.parse(text));
  const state: State = {
    ...emptyState(),
    seq: snapshot.seq,
    at: snapshot.at,
    info: snapshot.info,
    settings: snapshot.settings,
    programme: snapshot.programme,
    running: snapshot.running as State['running'],
    ran: new Map(snapshot.ran),
    live: snapshot.live,
    voters: new Map(snapshot.voters.map((participant, index) => [participant, index])),
    links: new Map(snapshot.links) as State['links'],
    remembered: new Map(snapshot.remembered.map(recall)),
    rememberedBefore: new Map(snapshot.rememberedBefore.map(recall)),
  };
  for (const saved of snapshot.questions) {
    const question = restored(saved);
    state.questions.set(question.id, question);
    count(state.asked, question.author);
    if (question.state === 'pending') count(state.pending, question.author);
  }
  return state;
}

function count<Id>(counts: Map<Id, number>, id: Id): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}

function restored(saved: Snapshot['questions'][number]): Question {
  const bits = fromHex(saved.votes);
  return {
    id: saved.id,
    author: saved.author,
    asker: saved.asker,
    text: saved.text,
    revision: saved.revision,
    approvedRevision: saved.approvedRevision,
    state: saved.state,
    dismissal: saved.dismissal as Question['dismissal'],
    pinnedAt: saved.pinnedAt,
    askedAt: saved.askedAt,
    approvedAt: saved.approvedAt,
    changedAt: saved.changedAt,
    votes: { bits, count: countVotes(bits) },
  };
}

function remember<Id>([id, outcome]: [Id, Outcome]) {
  return [id, outcome.ok ? null : outcome.reason] as const;
}

function recall<Id>([id, reason]: [Id, z.infer<typeof reasonSchema> | null]): [Id, Outcome] {
  return [id, reason === null ? ACCEPTED : refused(reason)];
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
