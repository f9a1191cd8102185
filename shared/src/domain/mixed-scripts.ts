/** Scripts with letters that look the same: A, А and Α. */
const ALIKE = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
];

/**
 * Whether a word of the name mixes scripts whose letters are taken for one
 * another, as a name does that pretends to be somebody else's. Of the levels of
 * Unicode Technical Standard 39, section 5.2, this refuses what is above
 * "moderately restrictive"; Latin beside Chinese or Arabic is fine.
 */
export function isMixed(name: string): boolean {
  return name.split(/\s+/u).some((word) => ALIKE.filter((script) => script.test(word)).length > 1);
}
