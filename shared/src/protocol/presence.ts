import { z } from 'zod';
import { questionIdSchema } from '../domain/ids.ts';
import { incidentSchema } from '../domain/incident.ts';
import { displaySchema, pageIdSchema } from './displays.ts';

const count = z.int().nonnegative();

/** What a desk tells its colleagues of: the question in hand, and whether somebody writes on it. */
export const focusSchema = z.strictObject({
  /** It tells a desk which of them it is itself. */
  page: pageIdSchema,
  question: questionIdSchema.optional(),
  editing: z.boolean(),
});
export type Focus = z.infer<typeof focusSchema>;

/** An open desk as its colleagues see it: a letter that no other has, and nothing of the person. */
export const colleagueSchema = focusSchema.extend({ mark: z.string().regex(/^[A-Z]$/) });
export type Colleague = z.infer<typeof colleagueSchema>;

/** Of what there is far more just now than in the minute before. */
export const burstSchema = incidentSchema.keyof();
export type Burst = z.infer<typeof burstSchema>;

/** How many people have a phone page open, over all nodes; some have not said where they are. */
export const presenceSchema = z.strictObject({
  people: count,
  room: count,
  remote: count,
  /** To desks only: the desks that said what they have in hand. */
  desk: z.array(colleagueSchema).optional(),
  /** To desks only. */
  bursts: z.array(burstSchema).optional(),
  /** The displays that are open, by their numbers. */
  displays: z.array(displaySchema).optional(),
});
export type Presence = z.infer<typeof presenceSchema>;
