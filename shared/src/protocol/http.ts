import { z } from 'zod';
import { infoSchema } from '../domain/event.ts';
import { codeSchema } from '../domain/ids.ts';
import { programmeSchema } from '../domain/programme.ts';
import { reasonSchema } from '../domain/reasons.ts';
import { roleSchema, surfaceSchema } from '../domain/roles.ts';
import { actSchema } from './up.ts';

/** `POST /api/events` */
export const createEventSchema = z.strictObject({
  title: infoSchema.shape.title,
  timeZone: infoSchema.shape.timeZone,
  programme: programmeSchema,
});
export type CreateEvent = z.infer<typeof createEventSchema>;

/** A role link, told once to whoever creates the event. The secret is the path's fragment. */
export const roleLinkSchema = z.strictObject({
  role: roleSchema,
  surface: surfaceSchema,
  path: z.string(),
});
export type RoleLink = z.infer<typeof roleLinkSchema>;

export const createdEventSchema = z.strictObject({
  code: codeSchema,
  links: z.array(roleLinkSchema),
});
export type CreatedEvent = z.infer<typeof createdEventSchema>;

/**
 * `POST /api/events/:code/act`: one action that is too large for a socket's
 * message, such as a whole programme. Answered like `act`, by the link of that surface.
 */
export const actOverHttpSchema = actSchema.extend({ surface: z.enum(['desk', 'show']) });
export type ActOverHttp = z.infer<typeof actOverHttpSchema>;

/** `POST /api/events/:code/session`: exchanges a role link's secret for a session. */
export const exchangeSchema = z.strictObject({ secret: z.string().regex(/^[A-Za-z0-9_-]{22}$/) });

/** Every refusal over HTTP. `issues` names what is wrong, for a person who writes a client. */
export const problemSchema = z.strictObject({
  error: reasonSchema,
  message: z.string(),
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
