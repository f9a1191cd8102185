import { z } from 'zod';

const count = z.int().nonnegative();

/** How many people have a phone page open, over all nodes; some have not said where they are. */
export const presenceSchema = z.strictObject({ people: count, room: count, remote: count });
export type Presence = z.infer<typeof presenceSchema>;
