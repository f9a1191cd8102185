import type { Mine } from '@rostrum/shared/domain/mine';
import { applyPatch } from '@rostrum/shared/domain/apply-patch';
import type { Audience, View } from '@rostrum/shared/domain/view';
import type { PatchMessage, Welcome } from '@rostrum/shared/protocol/down';
import type { PageWelcome, Part } from '@rostrum/shared/protocol/page';
import type { Place } from '@rostrum/shared/protocol/place';

/** This page's copy of what its audience may see, and of what is the participant's own. */
export interface Mirror<A extends Audience> {
  readonly seq: number;
  /** The log's mark at `seq`. */
  readonly mark: string;
  readonly view: View<A>;
  /** Which part of the questions `view` has; absent where it has all. */
  readonly part?: Part;
  readonly mine: Mine;
}

/** Before this browser's own part is known; no server's has this seq. */
const NOT_KNOWN: Mine = { seq: 0, votes: [], questions: [] };

/** What a page has from its start, which is the same for everyone. */
export function firstMirror<A extends Audience>(welcome: PageWelcome): Mirror<A> {
  const { seq, mark, view, part } = welcome;
  const first = { seq, mark, view: view as unknown as View<A>, mine: NOT_KNOWN };
  return part ? { ...first, part } : first;
}

export function mirrorOf<A extends Audience>({ seq, mark, view, mine }: Welcome): Mirror<A> {
  return { seq, mark, view: view as unknown as View<A>, mine };
}

export function knowsMine({ mine }: Mirror<Audience>): boolean {
  return mine.seq > NOT_KNOWN.seq;
}

/** Where the mirror is; undefined where no patch can bring it to now, because it has a part only. */
export function placeOf({ seq, mark, part }: Mirror<Audience>): Place | undefined {
  return part ? undefined : { seq, mark };
}

/** The mirror with a patch applied; undefined when something between them is missing. */
export function patched<A extends Audience>(
  mirror: Mirror<A>,
  patch: PatchMessage,
): Mirror<A> | undefined {
  if (patch.from > mirror.seq) return undefined;
  // Values are absolute: one that ends before the mirror would set it back.
  if (patch.seq < mirror.seq) return mirror;
  const { mark, ...changes } = patch;
  return { ...mirror, seq: patch.seq, mark, view: applyPatch(mirror.view, changes) };
}

export function withMine<A extends Audience>(mirror: Mirror<A>, mine: Mine): Mirror<A> {
  return mine.seq < mirror.mine.seq ? mirror : { ...mirror, mine };
}
