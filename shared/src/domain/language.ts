/** Scripts that stand for a language, until their letters say otherwise. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Han}/gu, 'zh'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
];
const LATIN = /\p{Script=Latin}/gu;

/** Letters by which another language of the script is known, the more telling first; undefined for one of several. */
const LETTERS: Record<string, readonly (readonly [RegExp, string | undefined])[]> = {
  ar: [
    [/[ٹڈڑںے]/u, 'ur'],
    [/[پچژگکی]/u, 'fa'],
  ],
  zh: [[/\p{Script=Hiragana}/u, 'ja']],
  ru: [
    // Of Kazakh, Serbian, Belarusian and others: whatever neither Russian nor Ukrainian has.
    [
      /[\u0400\u0402\u0403\u0405\u0408-\u040f\u0450\u0452\u0453\u0455\u0458-\u048f\u0492-\u04ff]/u,
      undefined,
    ],
    [/[іїєґ]/iu, 'uk'],
  ],
};

/** The small words that hold sentences together, of the languages that share the Latin letters. */
const SMALL_WORDS: Record<string, ReadonlySet<string>> = {
  en: words(
    'the and of to is are was be will would can could should how what why who which when where does do did has have this that these those with from for not you your our their they we it in on by',
  ),
  fr: words(
    'le la les des du et est sont était sera que qui quoi quel quelle quels quelles comment pourquoi combien où dans pour avec sur au aux un une ce cette ces nous vous votre leur ne pas il elle ils elles',
  ),
  es: words(
    'el la los las del y es son era será que qué quién quiénes cuál cuáles cómo cuándo cuánto dónde por para con en un una este esta estos estas su sus no se más hay',
  ),
  pt: words(
    'o os as do da dos das e é são será que quem qual quais como quando quanto onde por para com em no na um uma este esta seu sua não se mais há pelo pela',
  ),
  de: words(
    'der die das den dem des und ist sind war wird werden wie was wer wo wann warum welche welcher kann können für mit von zu auf ein eine einen nicht wir sie es',
  ),
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** UTF-16 units that tell the language of all of a text. */
const LOOKED_AT = 500;

/**
 * The language of a text as a BCP 47 tag, or undefined where it is not clear: no
 * asker says it. The script tells it, then single letters; languages of the
 * Latin script are told apart by their small words. Its beginning stands for all of it. O(1).
 */
export function languageOf(whole: string): string | undefined {
  const text = whole.slice(0, LOOKED_AT);
  let most = 0;
  let found: string | undefined;
  for (const [script, language] of SCRIPTS) {
    const letters = text.match(script)?.length ?? 0;
    if (letters > most) [most, found] = [letters, language];
  }
  // Names and acronyms stay in Latin letters in every language, and Chinese needs few of its own.
  if (found === undefined || most * 2 < (text.match(LATIN)?.length ?? 0)) return latinOf(text);
  const other = LETTERS[found]?.find(([letters]) => letters.test(text));
  return other ? other[1] : found;
}

function latinOf(text: string): string | undefined {
  const said = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const [first, second] = Object.entries(SMALL_WORDS)
    .map(([language, small]) => ({
      language,
      count: said.filter((word) => small.has(word)).length,
    }))
    .sort((a, b) => b.count - a.count);
  return first && first.count > (second?.count ?? 0) ? first.language : undefined;
}
