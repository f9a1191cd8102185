import type { Request } from 'express';

const BEST_FIRST = ['br', 'gzip'] as const;
export type Encoding = (typeof BEST_FIRST)[number];

/** The one that makes a file smallest of those a browser reads: browsers name `gzip` first, out of habit. */
export function encodingFor(request: Request): Encoding | undefined {
  return BEST_FIRST.find((encoding) => request.acceptsEncodings(encoding));
}
