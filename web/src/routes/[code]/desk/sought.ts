import type { Mode } from '@rostrum/shared/domain/mode';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Filter } from '../filter.ts';

/** What a moderator looks for; what is absent does not matter. */
export interface Sought extends Filter {
  readonly mode?: Mode | undefined;
  /** Whom the asker speaks for. */
  readonly affiliation?: string | undefined;
  /** Only what people reported and nobody has looked at. */
  readonly reported?: true | undefined;
  /** Only what was asked in so many minutes before it was looked for, and since. */
  readonly asked?: { readonly minutes: number; readonly after: number } | undefined;
}

/** Whether a question is one of those, its words and labels aside. */
export function isSought(
  { asker, reports, kept, askedAt }: DeskQuestion,
  { mode, affiliation, reported, asked }: Sought,
): boolean {
  return (
    (!reported || (reports !== undefined && !kept)) &&
    (mode === undefined || asker.mode === mode) &&
    (affiliation === undefined || asker.affiliation === affiliation) &&
    (asked === undefined || askedAt >= asked.after)
  );
}
