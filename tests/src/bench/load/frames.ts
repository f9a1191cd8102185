/** Bytes of a client's frame up to which its length stands in the second byte. */
const SHORT_MAX = 125;
const MASKED = 0x80;
const WHOLE_TEXT = 0x81;
/** Says that the length is in the next two bytes. */
const MEDIUM = 126;

/**
 * A text frame as clients send it. It is masked, as it must be, by four zeros:
 * the server does all its work to take the mask off, and what is sent can be read.
 *
 * @param text ASCII, up to 65,535 characters.
 */
export function clientFrame(text: string): Buffer {
  const isShort = text.length <= SHORT_MAX;
  const head = isShort ? 2 : 4;
  const frame = Buffer.allocUnsafe(head + 4 + text.length);
  frame[0] = WHOLE_TEXT;
  if (isShort) {
    frame[1] = MASKED | text.length;
  } else {
    frame[1] = MASKED | MEDIUM;
    frame.writeUInt16BE(text.length, 2);
  }
  frame.writeUInt32BE(0, head);
  frame.write(text, head + 4, 'latin1');
  return frame;
}

/** Bytes a server's frame has before its payload, from its second byte. */
export function headLength(second: number): number {
  const length = second & 0x7f;
  return length < MEDIUM ? 2 : length === MEDIUM ? 4 : 10;
}

/** Bytes of the server's frame that begins at `at`, its head included; 0 while its head is not all here. */
export function frameLength(bytes: Buffer, at: number, end: number): number {
  if (end - at < 2) return 0;
  const second = bytes[at + 1] as number;
  const head = headLength(second);
  if (end - at < head) return 0;
  if (head === 2) return head + second;
  // No message has 4 GB: the upper half of the long length is nought.
  return head + (head === 4 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6));
}
