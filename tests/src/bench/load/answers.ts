const ZERO = 0x30;
const NINE = 0x39;
const BRACKET = 0x5b;
const ACCEPTED = '[{"ok":true,"seq":'.length;
/** Where an accepted answer has the `t` of `true`, behind its bracket. */
const VERDICT = '[{"ok":'.length;
const TRUE = 0x74;

/** What answered one message. */
export interface Answer {
  /** The number the message was sent with. */
  readonly number: number;
  /** Of its acceptance; undefined when it was refused. */
  readonly seq: number | undefined;
  /** Why it was refused; empty when it was not. */
  readonly reason: string;
}

/** Reads `43<number>[{"ok":true,"seq":<seq>}]`, as it stands in `bytes`. */
export function readAnswer(bytes: Buffer, from: number, to: number): Answer {
  const bracket = bytes.indexOf(BRACKET, from);
  const number = digits(bytes, from + 2, to);
  if (bytes[bracket + VERDICT] === TRUE) {
    return { number, seq: digits(bytes, bracket + ACCEPTED, to), reason: '' };
  }
  const text = bytes.toString('latin1', bracket, to);
  return { number, seq: undefined, reason: /"reason":"(\w+)"/.exec(text)?.[1] ?? text };
}

function digits(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = bytes[at] as number;
    if (digit < ZERO || digit > NINE) break;
    value = value * 10 + digit - ZERO;
  }
  return value;
}
