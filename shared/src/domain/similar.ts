/** Letters of a longer word that stand for it, so that its endings make no difference. */
const STEM = 5;
/** UTF-16 units by which a text is compared with others: ten times a usual question. */
const COMPARED = 2_000;
/** From this on two texts are shown to people as alike. Found by the pairs in the tests. */
const ALIKE = 0.45;
/** Arabic's article, with the conjunctions and prepositions that are written as one with it. */
const ARABIC_PREFIX = /^(?:[وفبك]?ال|لل)(?=\p{L}{3})/u;
const MARKS = /\p{M}+/gu;

/** Undefined in Firefox below 125. */
const segmenter =
  'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'word' }) : undefined;
const WORD = /[\p{L}\p{N}]+/gu;

/** Letters that people write in either way, and the form that stands for both. */
const SPELLINGS: Record<string, string> = {
  ة: 'ه',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ـ: '',
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
};
const SPELT = new RegExp(`[${Object.keys(SPELLINGS).join('')}٠-٩۰-۹]`, 'gu');

/** A text without what spellings differ in: case, marks (also those of Arabic), forms of a letter, digits. O(text). */
export function plainText(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(MARKS, '')
      .toLowerCase()
      // The last four bits of an Arabic or Persian digit are its value.
      .replace(SPELT, (letter) => SPELLINGS[letter] ?? String(letter.charCodeAt(0) & 0xf))
  );
}

/**
 * The words of a text, in plain letters and without Arabic's article. Where words
 * are not set apart, as in Chinese, `Intl.Segmenter` tells them. O(text).
 */
export function wordsOf(text: string): string[] {
  return wordsIn(plainText(text)).map((word) => word.replace(ARABIC_PREFIX, ''));
}

function wordsIn(text: string): string[] {
  if (!segmenter) return text.match(WORD) ?? [];
  return Array.from(segmenter.segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}

/**
 * The words of a text by what they have in common with other forms of them: cut to
 * five letters (truncation is as good as most stemmers over many languages:
 * McNamee, Nicholas and Mayfield, Addressing morphological variation in alphabetic
 * languages, SIGIR 2009). Of a long text, of its beginning. O(1).
 */
export function stemsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text.slice(0, COMPARED)).map((word) => Array.from(word).slice(0, STEM).join('')),
  );
}

/** Finds texts that say much the same, by the rare words they share. */
export class Similar<Id extends string> {
  readonly #stems = new Map<Id, Set<string>>();
  readonly #texts = new Map<Id, string>();
  /** By stem, who has it. */
  readonly #having = new Map<string, Set<Id>>();

  /** Holds these texts and no others; what is known already costs nothing. O(texts). */
  keep(texts: Iterable<readonly [Id, string]>): void {
    const kept = new Map(texts);
    for (const id of [...this.#texts.keys()]) {
      if (kept.get(id) !== this.#texts.get(id)) this.#drop(id);
    }
    for (const [id, text] of kept) if (!this.#texts.has(id)) this.#add(id, text);
  }

  /**
   * The texts like this one, the most alike first: by the cosine of their words,
   * each weighed by how rare it is (inverse document frequency; Manning, Raghavan
   * and Schütze, Introduction to Information Retrieval, 6.2 and 6.3). O(texts
   * that share a word).
   */
  find(text: string, most: number): Id[] {
    const wanted = stemsOf(text);
    const shared = new Map<Id, number>();
    for (const stem of wanted) {
      const weight = this.#weight(stem) ** 2;
      for (const id of this.#having.get(stem) ?? []) shared.set(id, (shared.get(id) ?? 0) + weight);
    }
    const length = this.#length(wanted);
    return [...shared]
      .map(([id, sum]) => ({ id, score: sum / (length * this.#length(this.#stems.get(id) ?? [])) }))
      .filter(({ score }) => score >= ALIKE)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, most)
      .map(({ id }) => id);
  }

  /** Common words say little; a word that no text has yet is as telling as the rarest. */
  #weight(stem: string): number {
    return Math.log(1 + (this.#texts.size + 1) / (1 + (this.#having.get(stem)?.size ?? 0)));
  }

  #length(stems: Iterable<string>): number {
    let sum = 0;
    for (const stem of stems) sum += this.#weight(stem) ** 2;
    return Math.sqrt(sum);
  }

  #add(id: Id, text: string): void {
    const stems = stemsOf(text);
    this.#texts.set(id, text);
    this.#stems.set(id, stems);
    for (const stem of stems) {
      const having = this.#having.get(stem) ?? new Set();
      this.#having.set(stem, having.add(id));
    }
  }

  #drop(id: Id): void {
    for (const stem of this.#stems.get(id) ?? []) this.#having.get(stem)?.delete(id);
    this.#stems.delete(id);
    this.#texts.delete(id);
  }
}
