/** Bytes of a file: ten times what the most rows of the longest questions take. */
const FILE_MAX_BYTES = 4 * 1024 * 1024;

/** Why a file cannot be read as text. */
export type FileTrouble = 'too_big' | 'spreadsheet' | 'not_utf8';

/** What a file begins with. The first that fits says what it is. */
const SIGNATURES: readonly {
  bytes: readonly number[];
  is: 'spreadsheet' | 'utf-16le' | 'utf-16be';
}[] = [
  // A ZIP, as .xlsx and .ods are, and the container of the old .xls.
  { bytes: [0x50, 0x4b, 0x03, 0x04], is: 'spreadsheet' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: 'spreadsheet' },
  // Byte order marks: “Unicode text” of Excel.
  { bytes: [0xff, 0xfe], is: 'utf-16le' },
  { bytes: [0xfe, 0xff], is: 'utf-16be' },
];

/**
 * The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one.
 * Anything else is refused, for its letters would be guessed. O(bytes).
 */
export function decode(bytes: Uint8Array): { text: string } | { trouble: FileTrouble } {
  if (bytes.length > FILE_MAX_BYTES) return { trouble: 'too_big' };
  const found = SIGNATURES.find((each) => each.bytes.every((byte, at) => bytes[at] === byte))?.is;
  if (found === 'spreadsheet') return { trouble: 'spreadsheet' };
  try {
    const text = new TextDecoder(found ?? 'utf-8', { fatal: true }).decode(bytes);
    // UTF-16 without its mark is well-formed UTF-8, a zero beside every letter.
    return text.includes('\0') ? { trouble: 'not_utf8' } : { text };
  } catch {
    return { trouble: 'not_utf8' };
  }
}
