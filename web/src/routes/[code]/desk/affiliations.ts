import type { DeskQuestion } from '@rostrum/shared/domain/view';

/** Whom the askers speak for, in alphabetical order. O(questions), and more for each that is different. */
export function affiliationsOf(questions: readonly Pick<DeskQuestion, 'asker'>[]): string[] {
  const all = new Set(questions.flatMap(({ asker }) => asker.affiliation ?? []));
  return [...all].sort((a, b) => a.localeCompare(b));
}
