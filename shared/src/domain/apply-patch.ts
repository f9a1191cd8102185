import type { Patch } from './patch.ts';
import type { ProgrammeView } from './programme-view.ts';
import type { View } from './view.ts';

/**
 * The view with a patch applied; the parts that did not change are the same
 * objects as before. The caller has checked that the view is at `patch.from` or
 * later. O(questions) when any question changed, O(cues) when any cue did.
 */
export function applyPatch<V extends View>(view: V, patch: Patch): V {
  const { from: _, seq: __, outline, cues, questions: changed, votes, seen, ...parts } = patch;
  const next = { ...view, ...parts };
  if (outline || cues) next.programme = patchedProgramme(view.programme, patch);
  if (!('questions' in view) || !(changed || votes)) return next;
  const questions: Record<string, unknown> = { ...view.questions };
  for (const [id, question] of Object.entries(changed ?? {})) {
    if (question === null) delete questions[id];
    else questions[id] = question;
  }
  for (const [id, count] of Object.entries(votes ?? {})) {
    const question = questions[id];
    if (question) questions[id] = { ...question, votes: count };
  }
  for (const [id, count] of Object.entries(seen ?? {})) {
    const question = questions[id];
    if (question) questions[id] = { ...question, seen: count };
  }
  return { ...next, questions };
}

function patchedProgramme(
  before: ProgrammeView,
  { outline, cues = [] }: Pick<Patch, 'outline' | 'cues'>,
): ProgrammeView {
  const known = new Map([...before.cues, ...cues].map((cue) => [cue.id, cue]));
  const { cues: order, ...rest } = outline ?? { ...before, cues: before.cues.map(({ id }) => id) };
  return { ...rest, cues: order.flatMap((id) => known.get(id) ?? []) };
}
