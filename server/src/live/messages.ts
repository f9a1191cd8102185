import { eventIdSchema } from '@rostrum/shared/domain/ids';
import { presenceSchema } from '@rostrum/shared/protocol/presence';
import { z } from 'zod';

const node = z.string().min(1).max(64);

/**
 * What nodes tell one another and may lose without harm: who is where. The
 * truth, a revoked link among it, goes through the log.
 *
 * - `here` is told again and again: it replaces what the node told before.
 * - `gone` is a node's last word; one that cannot say it is forgotten after a while.
 */
export const planeMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('here'),
    node,
    events: z.record(eventIdSchema, presenceSchema),
  }),
  z.strictObject({ type: z.literal('gone'), node }),
]);
export type PlaneMessage = z.infer<typeof planeMessageSchema>;
