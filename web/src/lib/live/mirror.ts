import type { Mine } from '@rostrum/shared/domain/mine';
import { applyPatch } from '@rostrum/shared/domain/apply-patch';
import type { Patch } from '@rostrum/shared/domain/patch';
import type { Audience, View } from '@rostrum/shared/domain/view';
import type { Welcome } from '@rostrum/shared/protocol/down';

/** This page's copy of what its audience may see, and of what is the participant's own. */
export interface Mirror<A extends Audience> {
  readonly seq: number;
  readonly view: View<A>;
  readonly mine: Mine;
}

export function mirrorOf<A extends Audience>({ seq, view, mine }: Welcome): Mirror<A> {
  return { seq, view: view as unknown as View<A>, mine };
}

/** The mirror with a patch applied; undefined when something between them is missing. */
export function patched<A extends Audience>(
  mirror: Mirror<A>,
  patch: Patch,
): Mirror<A> | undefined {
  if (patch.from > mirror.seq) return undefined;
  // Values are absolute: one that ends before the mirror would set it back.
  if (patch.seq < mirror.seq) return mirror;
  return { ...mirror, seq: patch.seq, view: applyPatch(mirror.view, patch) };
}

export function withMine<A extends Audience>(mirror: Mirror<A>, mine: Mine): Mirror<A> {
  return mine.seq < mirror.mine.seq ? mirror : { ...mirror, mine };
}
