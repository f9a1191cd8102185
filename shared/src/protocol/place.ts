import { z } from 'zod';
import { MARK_LENGTH } from '../domain/limits.ts';

/**
 * Stands for the log up to a seq: another log, or one that lost its end, has
 * another mark there. Behind it stands the server's seal, by which it knows again
 * what it told; to clients the whole is one word.
 */
export const markSchema = z
  .string()
  .regex(new RegExp(`^[0-9a-f]{${MARK_LENGTH}}([.][A-Za-z0-9_-]{11})?$`));

/** Where a client is: what its view holds of the log. */
export const placeSchema = z.strictObject({ seq: z.int().positive(), mark: markSchema });
export type Place = z.infer<typeof placeSchema>;
