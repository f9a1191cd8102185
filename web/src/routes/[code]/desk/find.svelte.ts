import type { Mode } from '@rostrum/shared/domain/questions';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { Finder, NO_FILTER, type Filter } from '../filter.ts';
import type { Sort } from './lanes.ts';

/** What a moderator looks for; what is absent does not matter. */
interface Sought extends Filter {
  readonly mode?: Mode | undefined;
  /** Whom the asker speaks for. */
  readonly affiliation?: string | undefined;
}

/** What narrows the lists of the desk, and how they are sorted. */
export class Find {
  sought = $state.raw<Sought>(NO_FILTER);
  sort = $state<Sort>('lane');
  /** Whether some questions may be hidden. */
  active = $derived.by(() => {
    const { text, language, mode, affiliation } = this.sought;
    return text.trim() !== '' || (language ?? mode ?? affiliation) !== undefined;
  });
  readonly #finder = new Finder();

  /** Those that are sought. O(questions). */
  among(questions: readonly DeskQuestion[]): readonly DeskQuestion[] {
    if (!this.active) return questions;
    const { text, language, mode, affiliation } = this.sought;
    return this.#finder
      .find(questions, { text, language })
      .filter(
        ({ asker }) =>
          (mode === undefined || asker.mode === mode) &&
          (affiliation === undefined || asker.affiliation === affiliation),
      );
  }

  /** What can be chosen from. O(questions). */
  languages(questions: readonly DeskQuestion[]): string[] {
    return this.#finder.languages(questions);
  }
}
