import type { LabelId } from '@rostrum/shared/domain/ids';
import { languageOf } from '@rostrum/shared/domain/language';
import type { Asker } from '@rostrum/shared/domain/questions';
import { plainText, wordsOf } from '@rostrum/shared/domain/similar';

/** What someone looks for among the questions. */
export interface Filter {
  /** As it was typed. */
  readonly text: string;
  /** A BCP 47 tag; undefined for every language. */
  readonly language?: string | undefined;
  /** Undefined for every label, and none. */
  readonly label?: LabelId | undefined;
}

export const NO_FILTER: Filter = { text: '' };

interface Sought {
  readonly text: string;
  readonly asker?: Asker;
  readonly labels?: readonly LabelId[] | undefined;
}

/** What is looked at in a text, kept as long as the page: the list changes far more often than its texts. */
interface Read {
  readonly plain: string;
  readonly language: string | undefined;
}

/** Finds questions by what is in them, in any script; a text is read once. */
export class Finder {
  readonly #read = new Map<string, Read>();

  /** Those in which every word sought is, whole or in part: in the text, or in whom it is from. O(questions). */
  find<Q extends Sought>(questions: readonly Q[], { text, language, label }: Filter): readonly Q[] {
    const sought = wordsOf(text);
    if (sought.length === 0 && (language ?? label) === undefined) return questions;
    return questions.filter((question) => {
      const { name = '', affiliation = '' } = question.asker ?? {};
      const { plain, language: its } = this.#reading(question.text);
      if (label !== undefined && !question.labels?.includes(label)) return false;
      if (language !== undefined && its !== language) return false;
      const from = name || affiliation ? this.#reading(`${name} ${affiliation}`).plain : '';
      return sought.every((word) => plain.includes(word) || from.includes(word));
    });
  }

  /** The languages of these questions, the most frequent first. O(questions). */
  languages(questions: readonly Sought[]): string[] {
    const counts = new Map<string, number>();
    for (const { text } of questions) {
      const { language } = this.#reading(text);
      if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([tag]) => tag);
  }

  #reading(text: string): Read {
    const known = this.#read.get(text);
    if (known) return known;
    const read = { plain: plainText(text), language: languageOf(text) };
    this.#read.set(text, read);
    return read;
  }
}
