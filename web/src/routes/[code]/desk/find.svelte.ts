import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { Finder, NO_FILTER } from '../filter.ts';
import type { Sort } from './lanes.ts';
import { isSought, type Sought } from './sought.ts';

/** What narrows the lists of the desk, and how they are sorted. */
export class Find {
  sought = $state.raw<Sought>(NO_FILTER);
  sort = $state<Sort>('lane');
  /** Whether some questions may be hidden. */
  active = $derived.by(() => {
    const { text, ...others } = this.sought;
    return text.trim() !== '' || Object.values(others).some((value) => value !== undefined);
  });
  readonly #finder = new Finder();

  /** Those that are sought. O(questions). */
  among(questions: readonly DeskQuestion[]): readonly DeskQuestion[] {
    if (!this.active) return questions;
    const found = this.#finder.find(questions, this.sought);
    return found.filter((question) => isSought(question, this.sought));
  }

  /** What can be chosen from. O(questions). */
  languages(questions: readonly DeskQuestion[]): string[] {
    return this.#finder.languages(questions);
  }
}
