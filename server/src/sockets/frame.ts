/** A final, unmasked text frame, as a server sends it; RFC 6455, section 5.2. */
const FINAL_TEXT = 0x81;
/** Payloads up to this many bytes have their length in the header's second byte. */
const SHORT_MAX = 125;
/** Second bytes that say that the length follows, in 2 bytes or in 8. */
const IN_TWO_BYTES = 126;
const IN_EIGHT_BYTES = 127;

/** The WebSocket frame of one text, whose UTF-8 is these parts one after the other. Large parts are not copied. */
export function textFrame(...parts: readonly (string | Buffer)[]): readonly Buffer[] {
  const buffers = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  const length = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  const [first = Buffer.alloc(0), ...others] = buffers;
  return [Buffer.concat([headerOf(length), first]), ...others];
}

function headerOf(length: number): Buffer {
  if (length <= SHORT_MAX) return Buffer.of(FINAL_TEXT, length);
  if (length < 2 ** 16) return Buffer.of(FINAL_TEXT, IN_TWO_BYTES, length >> 8, length & 0xff);
  const header = Buffer.alloc(10);
  header.writeUInt16BE((FINAL_TEXT << 8) | IN_EIGHT_BYTES);
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
