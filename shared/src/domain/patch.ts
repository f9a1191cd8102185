import { z } from 'zod';
import type { Changes } from './changes.ts';
import { questionIdSchema, type QuestionId } from './ids.ts';
import { onAirFor } from './on-air-view.ts';
import { cuesSeen, outlineSchema, outlineSeen, programmeViewSchema } from './programme-view.ts';
import type { State } from './state.ts';
import { scoreOf } from './union.ts';
import {
  countsOf,
  deskQuestionSchema,
  infoOf,
  messageOf,
  publicQuestionSchema,
  questionFor,
  sees,
  stageOf,
  viewSchema,
  type Audience,
} from './view.ts';

const parts = viewSchema.omit({ programme: true, questions: true }).partial().shape;

/**
 * What changed for one audience between two seqs. Values are absolute, so a
 * patch may be applied twice, and by anyone whose view is at `from` or later.
 */
export const patchSchema = z.strictObject({
  from: z.int().nonnegative(),
  seq: z.int().nonnegative(),
  ...parts,
  /** The programme but for what its cues are, which it names in their order. */
  outline: outlineSchema.optional(),
  /** Cues that are new or changed, whole. */
  cues: programmeViewSchema.shape.cues.optional(),
  /** The question as it is now; null when this audience no longer sees it. */
  questions: z
    .record(questionIdSchema, z.union([publicQuestionSchema, deskQuestionSchema, z.null()]))
    .optional(),
  /** Votes of questions of which nothing else changed. */
  votes: z.record(questionIdSchema, z.int()).optional(),
  /** How many could have seen these. */
  seen: z.record(questionIdSchema, z.int().nonnegative()).optional(),
});
export type Patch = z.infer<typeof patchSchema>;

/**
 * The patch for what `changes` touched, with the values of `state` as it is. O(changes).
 */
export function patchFor(state: State, audience: Audience, changes: Changes, from: number): Patch {
  const patch: Patch = { from, seq: state.seq };
  if (changes.info) patch.info = infoOf(state);
  if (changes.settings) patch.settings = { ...state.settings };
  addProgramme(patch, state, audience, changes);
  if (changes.message && audience !== 'public') patch.message = messageOf(state);
  if (changes.screening && audience === 'desk') patch.screening = state.screening;
  if (changes.labels && (audience === 'public' || audience === 'desk')) patch.labels = state.labels;
  const { transparency } = state.settings;
  if (audience === 'public' && (changes.settings || (changes.counts && transparency))) {
    patch.counts = countsOf(state);
  }
  if (audience === 'podium' || audience === 'show') {
    if (changes.stage) patch.stage = stageOf(state);
  } else {
    addQuestions(patch, state, audience, changes);
  }
  return patch;
}

function addProgramme(patch: Patch, state: State, audience: Audience, changes: Changes): void {
  const { outline, running } = changes;
  const named = audience === 'show' ? new Set([...changes.cues, ...changes.notes]) : changes.cues;
  const cues = named.size > 0 ? cuesSeen(state.programme, named, audience) : [];
  if (outline) patch.outline = outlineSeen(state.programme, audience);
  if (cues.length > 0) patch.cues = cues;
  // Which cue is next may follow from each of them.
  if (running || outline || changes.cues.size > 0) patch.onAir = onAirFor(state, audience);
}

function addQuestions(
  patch: Patch,
  state: State,
  audience: 'public' | 'desk',
  changes: Changes,
): void {
  for (const id of changes.questions) {
    const question = state.questions.get(id);
    const seen = question && questionFor(state, question, audience);
    // Of a question it never saw, the public does not even learn that it is there.
    if (!seen && audience === 'public' && !changes.hidden.has(id)) continue;
    patch.questions ??= byQuestion();
    patch.questions[id] = seen ?? null;
  }
  if (audience === 'public' && state.settings.hiddenVotes) return;
  for (const id of changes.votes) {
    const question = state.questions.get(id);
    if (changes.questions.has(id) || !question || !sees(audience, question)) continue;
    patch.votes ??= byQuestion();
    patch.votes[id] = scoreOf(question);
    if (question.seen === undefined) continue;
    patch.seen ??= byQuestion();
    patch.seen[id] = question.seen;
  }
}

/**
 * A record that V8 keeps as a table from the start. Of `{}` it would make a new
 * hidden class for every new order of ids: that is each flush, and twice its cost.
 */
function byQuestion<Value>(): Record<QuestionId, Value> {
  return Object.create(null) as Record<QuestionId, Value>;
}

/** True when the patch says nothing but that time went on. */
export function isEmptyPatch(patch: Patch): boolean {
  return Object.keys(patch).length === 2;
}
