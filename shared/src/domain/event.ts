import { z } from 'zod';
import { codeSchema } from './ids.ts';
import { TITLE_MAX } from './limits.ts';
import { programmeSchema } from './programme.ts';
import type { Reason } from './reasons.ts';
import { linkSchema } from './roles.ts';
import type { State } from './state.ts';
import { lineSchema } from './text.ts';
import { timeZoneSchema } from './time-zone.ts';
import type { Turn } from './turn.ts';
import { isOfVersion1, REPORTS_TO_HIDE_AT_FIRST } from './version-1.ts';

export const infoSchema = z.strictObject({
  title: lineSchema(TITLE_MAX),
  code: codeSchema,
  /** The zone of the hall: programme times are shown in it. */
  timeZone: timeZoneSchema,
});
export type Info = z.infer<typeof infoSchema>;

/** The first action of every log, made by the server. */
export const createSchema = z.strictObject({
  type: z.literal('event.create'),
  info: infoSchema,
  programme: programmeSchema,
  links: z.array(linkSchema).min(1).max(16),
});
type Create = z.infer<typeof createSchema>;

export function reduceCreate(
  state: State,
  action: Create,
  turn: Pick<Turn, 'v' | 'changes'>,
): Reason | undefined {
  const { changes } = turn;
  if (state.info) return 'already_created';
  if (isOfVersion1(turn)) state.screening.reportsToHide = REPORTS_TO_HIDE_AT_FIRST;
  state.info = action.info;
  state.programme = action.programme;
  for (const link of action.links) {
    state.links.set(link.id, { ...link });
    changes.links.add(link.id);
  }
  changes.info = true;
  changes.outline = true;
  for (const { id } of action.programme.cues) changes.cues.add(id);
  changes.settings = true;
  return undefined;
}
