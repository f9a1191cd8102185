import { eventIdSchema } from '@rostrum/shared/domain/ids';
import { pageIdSchema, steerOrderSchema } from '@rostrum/shared/protocol/displays';
import { presenceSchema } from '@rostrum/shared/protocol/presence';
import { z } from 'zod';

const node = z.string().min(1).max(64);

/**
 * What nodes tell one another and may lose without harm: who is where, and what
 * a display is told to do. The truth, a revoked link among it, goes through the log.
 *
 * - `here` is told again and again: it replaces what the node told before.
 * - `steer` is for a display that is open at one of the others.
 * - `gone` is a node's last word; one that cannot say it is forgotten after a while.
 */
export const planeMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('here'),
    node,
    events: z.record(eventIdSchema, presenceSchema),
  }),
  z.strictObject({
    type: z.literal('steer'),
    node,
    event: eventIdSchema,
    page: pageIdSchema,
    order: steerOrderSchema,
  }),
  z.strictObject({ type: z.literal('gone'), node }),
]);
export type PlaneMessage = z.infer<typeof planeMessageSchema>;
