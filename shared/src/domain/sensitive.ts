import type { Screening } from './screening.ts';

/** Why moderators should look at a question twice. */
export type Hint =
  | { readonly type: 'email' | 'phone' | 'document' | 'victim' }
  | { readonly type: 'word'; readonly word: string };

/**
 * What stands around the sign is looked at from there, and no further than an address goes on
 * (RFC 5321 has 255 octets for its domain): a pattern that begins with any letter looks at each
 * of them again from each of them.
 */
const EMAIL = /(?<=[^\s@<>()])@[^\s@<>()]{1,255}?\.\p{L}{2}/u;
/** Digits that belong together, as telephone numbers are written all over the world, in at most 40 signs. */
const NUMBERS = /(?<![\p{L}\d/])\+?\d[\d\s().-]{5,38}\d(?![\p{L}\d/])/gu;
/** Digits of a telephone number: E.164 has 15 at most, and fewer than 8 are hardly one. */
const PHONE_MIN = 8;
const PHONE_MAX = 15;
/** `2000-2020` has eight digits, and is none. */
const YEARS = /^(?:19|20)\d\d\s*-\s*(?:19|20)\d\d$/;
/** Letters and digits of most passports and identity cards. */
const DOCUMENT = /(?<![\p{L}\d/])[A-Z]{1,2}[\s-]?\d{6,9}(?![\p{L}\d/])/gu;

const NAME = String.raw`\p{Lu}[\p{L}'’.-]{0,40}`;
/** One victim, said with a name: where names have capitals, one or more words that begin with one. */
const VICTIM_WITH_CAPITALS = new RegExp(
  String.raw`(?<!\p{L})(?:` +
    String.raw`[Vv]ictim|[Ss]urvivor|[Vv]ictime|[Vv][ií]ctima|[Жж]ертв[аыуе]|[Пп]острадавш(?:ая|ий|ей|его)` +
    String.raw`)(?:\s*[,:]\s*|\s+)(?:(?:named|called|is|was|nommée?|appelée?|est|llamad[ao]|es|по имени|зовут)\s+)?` +
    `${NAME}(?:\\s+${NAME})+`,
  'u',
);
/** Where they have none, a word that says that a name follows. */
const VICTIM_NAMED =
  /ضحي[ةه]\s+(?:اسمها|اسمه|المسماة|المسمى|تدعى|يدعى|المدعوة|المدعو)\s+\p{L}+|受害[者人](?:名叫|叫做?|名为|姓名[是为：:]?|[：:])\s*\p{Script=Han}{2,4}/u;

const MARKS = /\p{M}+/gu;
const DIGITS = /[٠-٩۰-۹]/gu;
/** Scripts that set no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * What in texts may be somebody's personal data, or is a word that the event
 * looks for. Hints and no more: a moderator decides. Each text is looked at
 * once, in O(text × words).
 */
export class Hints {
  readonly #personal: boolean;
  /** Each word as it is listed, and as it is looked for. */
  readonly #words: readonly (readonly [listed: string, folded: string])[];
  readonly #known = new Map<string, readonly Hint[]>();

  constructor({ personalData, wordFilter, words }: Screening) {
    this.#personal = personalData;
    const listed = wordFilter ? Object.values(words).flat() : [];
    this.#words = [...new Set(listed)].map((word) => [word, folded(word)]);
  }

  in(text: string): readonly Hint[] {
    const known = this.#known.get(text);
    if (known) return known;
    const personal = this.#personal ? personalIn(text.replace(DIGITS, latinDigit)) : [];
    const hints = [...personal, ...this.#wordsIn(text)];
    this.#known.set(text, hints);
    return hints;
  }

  #wordsIn(text: string): Hint[] {
    if (this.#words.length === 0) return [];
    const plain = folded(text);
    return this.#words
      .filter(([, word]) => has(plain, word))
      .map(([word]) => ({ type: 'word', word }));
  }
}

function personalIn(text: string): Hint[] {
  const hints: Hint[] = [];
  if (EMAIL.test(text)) hints.push({ type: 'email' });
  const numbers = text.replace(DOCUMENT, '').matchAll(NUMBERS);
  if ([...numbers].some(([number]) => isPhone(number))) {
    hints.push({ type: 'phone' });
  }
  if (text.search(DOCUMENT) >= 0) hints.push({ type: 'document' });
  if (VICTIM_WITH_CAPITALS.test(text) || VICTIM_NAMED.test(text)) hints.push({ type: 'victim' });
  return hints;
}

function isPhone(number: string): boolean {
  const digits = number.replace(/\D/g, '').length;
  return digits >= PHONE_MIN && digits <= PHONE_MAX && !YEARS.test(number);
}

/** Whether a text has a word, as a word of its own where its script sets words apart. */
function has(text: string, word: string): boolean {
  if (!word) return false;
  if (UNSPACED.test(word)) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  }
  return false;
}

function isLetter(unit: string | undefined): boolean {
  return unit !== undefined && /[\p{L}\p{N}]/u.test(unit);
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').toLowerCase();
}

/** Arabic and Persian digits by their Latin ones. */
function latinDigit(digit: string): string {
  return `${digit.charCodeAt(0) & 15}`;
}
