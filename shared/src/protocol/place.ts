import { z } from 'zod';
import { MARK_LENGTH } from '../domain/limits.ts';

/** Stands for the log up to a seq: another log, or one that lost its end, has another mark there. */
export const markSchema = z.string().regex(new RegExp(`^[0-9a-f]{${MARK_LENGTH}}$`));

/** Where a client is: what its view holds of the log. */
export const placeSchema = z.strictObject({ seq: z.int().positive(), mark: markSchema });
export type Place = z.infer<typeof placeSchema>;
