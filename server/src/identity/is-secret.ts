const LENGTH_MIN = 32;
/** Letters and digits among them: signs, of which random texts have few, are not judged. */
const LETTERS_MIN = 22;
/** What a generator writes in digits of sixteen, with or without the dashes of a UUID. */
const HEX = /^[\da-f]+$/i;
/** A random text repeats no eight characters: in 64 hexadecimal digits once in two million times. */
const REPEATED = /(.{8}).*\1/;
/** Different characters that 32 random hexadecimal digits never lack. */
const DISTINCT_MIN = 8;

/**
 * Whether a text may sign sessions: as long as a key, and random as far as can be seen. Words,
 * sequences and repetitions are told by what chance does not write: a random text is refused once
 * in a thousand times or less often.
 */
export function isSecret(text: string): boolean {
  if (text.length < LENGTH_MIN || /\s/.test(text)) return false;
  const letters = text.replace(/[^\da-z]/gi, '');
  if (letters.length < LETTERS_MIN || REPEATED.test(letters)) return false;
  if (new Set(letters).size < DISTINCT_MIN || share(letters, isStep) > 0.5) return false;
  return HEX.test(letters) || share(letters, isOtherKind) > (/\d/.test(letters) ? 0.15 : 0.4);
}

/** The part of all neighbours of which something is so. */
function share(text: string, is: (a: string, b: string) => boolean): number {
  const neighbours = [...text].slice(1).filter((each, at) => is(text[at] ?? '', each));
  return neighbours.length / (text.length - 1);
}

function isStep(a: string, b: string): boolean {
  return Math.abs(a.charCodeAt(0) - b.charCodeAt(0)) <= 1;
}

/** A digit beside a letter, or a small letter beside a capital: words have few of them. */
function isOtherKind(a: string, b: string): boolean {
  return kindOf(a) !== kindOf(b);
}

function kindOf(letter: string): 'digit' | 'small' | 'capital' {
  if (/\d/.test(letter)) return 'digit';
  return letter === letter.toLowerCase() ? 'small' : 'capital';
}
