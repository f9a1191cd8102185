import type { Mine } from '@rostrum/shared/domain/mine';
import { applyPatch } from '@rostrum/shared/domain/apply-patch';
import type { Audience, View } from '@rostrum/shared/domain/view';
import type { PatchMessage, Welcome } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';

/** This page's copy of what its audience may see, and of what is the participant's own. */
export interface Mirror<A extends Audience> {
  readonly seq: number;
  /** The log's mark at `seq`. */
  readonly mark: string;
  readonly view: View<A>;
  readonly mine: Mine;
}

export function mirrorOf<A extends Audience>({ seq, mark, view, mine }: Welcome): Mirror<A> {
  return { seq, mark, view: view as unknown as View<A>, mine };
}

export function placeOf({ seq, mark }: Mirror<Audience>): Place {
  return { seq, mark };
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
