import { z } from 'zod';
import type { Action } from './actions.ts';
import type { QuestionId } from './ids.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import type { Turn } from './turn.ts';

/** What moderators can stop while somebody floods or spams the event, each by itself. */
export const incidentSchema = z.strictObject({
  /** Who has neither asked nor voted yet only looks on. */
  people: z.boolean(),
  asking: z.boolean(),
  voting: z.boolean(),
  reports: z.boolean(),
});
export type Incident = z.infer<typeof incidentSchema>;

export const NOTHING_STOPPED: Incident = {
  people: false,
  asking: false,
  voting: false,
  reports: false,
};

/** The parts, in the order in which they are told. */
export const INCIDENT_PARTS = Object.keys(NOTHING_STOPPED) as (keyof Incident)[];

export const incidentActionSchemas = [
  /** Stops what it names, or lets it go on; what it does not name stays as it is. */
  z.strictObject({ type: z.literal('settings.incident'), stopped: incidentSchema.partial() }),
] as const;

type IncidentAction = z.infer<(typeof incidentActionSchemas)[number]>;

export function reduceIncident(state: State, action: IncidentAction, turn: Turn): undefined {
  state.settings.stopped = Object.assign({ ...state.settings.stopped }, action.stopped);
  turn.changes.settings = true;
}

const PART_OF: Partial<Record<Action['type'], keyof Incident>> = {
  'question.ask': 'asking',
  'question.edit': 'asking',
  'question.upvote': 'voting',
  'question.downvote': 'voting',
  'question.takeBack': 'voting',
  'question.report': 'reports',
  'question.unreport': 'reports',
};

/** Why nobody, or this person, may do that while it is stopped. A question that is there already may be asked again. */
export function incidentTrouble(
  state: State,
  type: Action['type'],
  { id, by }: Pick<Turn, 'id' | 'by'>,
): Reason | undefined {
  const { stopped } = state.settings;
  // Asked before every vote: which part it is of is only looked for where something is stopped.
  if (!stopped.people && !stopped.asking && !stopped.voting && !stopped.reports) return undefined;
  const part = PART_OF[type];
  if (!part || (!stopped[part] && !stopped.people)) return undefined;
  if (type === 'question.ask' && state.questions.get(id as string as QuestionId)) return undefined;
  const { participant } = by;
  const tookPart = state.voters.get(participant) !== undefined || state.asked.has(participant);
  return stopped[part] || !tookPart ? 'stopped' : undefined;
}
