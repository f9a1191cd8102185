import { z } from 'zod';

/** Where somebody takes part: in the hall, or from afar. */
export const modeSchema = z.enum(['room', 'remote']);
export type Mode = z.infer<typeof modeSchema>;
