import { z } from 'zod';
import { cueSchema, type Cue, type Speaker } from './cue.ts';
import { cueIdSchema, type CueId } from './ids.ts';
import { programmeSchema, type Programme } from './programme.ts';
import type { Audience } from './view.ts';

/** A cue without what is for the show's crew only. */
export type PublicCue = Omit<Cue, 'notes' | 'custom'>;

export const programmeViewSchema = z.strictObject({
  ...programmeSchema.shape,
  cues: z.array(cueSchema),
});
export type ProgrammeView = z.infer<typeof programmeViewSchema>;

/** Everything of a programme but its cues, of which it has the ids in their order. */
export const outlineSchema = programmeViewSchema.extend({ cues: z.array(cueIdSchema) });
export type Outline = z.infer<typeof outlineSchema>;

/** What an audience may see of the programme. O(cues). */
export function programmeSeen(programme: Programme, audience: Audience): ProgrammeView {
  if (audience === 'show') return programme;
  return { ...timesOf(programme), cues: programme.cues.map(publicCue) };
}

/** O(cues). */
export function outlineSeen(programme: Programme, audience: Audience): Outline {
  const rest = audience === 'show' ? programme : timesOf(programme);
  return { ...rest, cues: idsOf(programme) };
}

/** Those of the cues that are named and still there. O(cues). */
export function cuesSeen(
  { cues }: Programme,
  named: ReadonlySet<CueId>,
  audience: Audience,
): ProgrammeView['cues'] {
  const there = cues.filter(({ id }) => named.has(id));
  return audience === 'show' ? there : there.map(publicCue);
}

/** What two programmes, of which one became the other, differ in. */
export interface ProgrammeChanges {
  /** Its times, its columns, or which cues it has in which order. */
  outline: boolean;
  /** Cues that are new, or of which everyone sees a change. */
  cues: CueId[];
  /** Cues of which the show's crew alone sees a change. */
  notes: CueId[];
}

/** A cue that is another object counts as changed, so that whoever edits hears of it in any case. O(cues). */
export function programmeChanges(before: Programme, after: Programme): ProgrammeChanges {
  const known = new Map(before.cues.map((cue) => [cue.id, cue]));
  const changed = after.cues.filter((cue) => known.get(cue.id) !== cue);
  const isSeen = (cue: Cue) => {
    const was = known.get(cue.id);
    return !was || differ(publicCue(was), publicCue(cue));
  };
  return {
    outline: differ({ ...before, cues: idsOf(before) }, { ...after, cues: idsOf(after) }),
    cues: changed.filter(isSeen).map(({ id }) => id),
    notes: changed.filter((cue) => !isSeen(cue)).map(({ id }) => id),
  };
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function idsOf({ cues }: Programme): CueId[] {
  return cues.map(({ id }) => id);
}

function timesOf({ startAt, hardEndAt }: Programme): Pick<Programme, 'startAt' | 'hardEndAt'> {
  return { startAt, ...(hardEndAt === undefined ? {} : { hardEndAt }) };
}

function publicCue(cue: Cue): PublicCue {
  const { id, title, kind, durationMs } = cue;
  const speakers = cue.speakers.map(publicSpeaker);
  return { id, title, kind, speakers, durationMs, ...pick(cue, PUBLIC_CUE_FIELDS) };
}

function publicSpeaker(speaker: Speaker): Speaker {
  return { name: speaker.name, ...pick(speaker, PUBLIC_SPEAKER_FIELDS) };
}

/** What a cue may have besides what each has. */
const PUBLIC_CUE_FIELDS = [
  'number',
  'hardStartAt',
  'publicNote',
  'colour',
  'skip',
  'linked',
  'endAction',
  'warningMs',
  'dangerMs',
  'timer',
  'group',
] as const satisfies (keyof Cue)[];

const PUBLIC_SPEAKER_FIELDS = [
  'title',
  'delegation',
  'mode',
  'language',
] as const satisfies (keyof Speaker)[];

/** Those of the named fields that are there. */
function pick<T extends object, Field extends keyof T>(
  from: T,
  fields: readonly Field[],
): Pick<T, Field> {
  const there = fields.filter((field) => from[field] !== undefined);
  return Object.fromEntries(there.map((field) => [field, from[field]])) as Pick<T, Field>;
}
