import type { Mode } from '@rostrum/shared/domain/mode';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { Finder, NO_FILTER, type Filter } from '../filter.ts';
import type { Sort } from './lanes.ts';

/** What a moderator looks for; what is absent does not matter. */
interface Sought extends Filter {
  readonly mode?: Mode | undefined;
  /** Whom the asker speaks for. */
  readonly affiliation?: string | undefined;
  /** Only what people reported and nobody has looked at. */
  readonly reported?: true | undefined;
}

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
    const { mode, affiliation, reported } = this.sought;
    return this.#finder
      .find(questions, this.sought)
      .filter(
        ({ asker, reports, kept }) =>
          (!reported || (reports !== undefined && !kept)) &&
          (mode === undefined || asker.mode === mode) &&
          (affiliation === undefined || asker.affiliation === affiliation),
      );
  }

  /** What can be chosen from. O(questions). */
  languages(questions: readonly DeskQuestion[]): string[] {
    return this.#finder.languages(questions);
  }
}
