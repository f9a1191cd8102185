const MARKS = /\p{M}+/gu;

/** A text as it is searched in: no case, no marks on letters. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').toLowerCase().trim();
}

/**
 * How well a name answers what was typed, 0 for not at all: each word of it begins
 * a word of the name, stands within it, or is found in it letter by letter. Both
 * are {@link folded}. O(wanted × name).
 */
export function fuzzyScore(wanted: string, name: string): number {
  let sum = 0;
  for (const word of wanted.split(/\s+/)) {
    const score = wordScore(word, name);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

function wordScore(word: string, name: string): number {
  const at = name.indexOf(word);
  if (at === 0) return 4;
  if (` ${name}`.includes(` ${word}`)) return 3;
  if (at > 0) return 2;
  let from = 0;
  for (const letter of word) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return 1;
}
