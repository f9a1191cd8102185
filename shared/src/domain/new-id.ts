const ID_SYMBOLS = '0123456789abcdefghijklmnopqrstuv';

/** Turns random bytes into an id, five bits a byte. Give it 24 bytes: 120 bits. */
export function idFromBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += ID_SYMBOLS[byte & 31];
  return text;
}
