import { frameLength, headLength } from './frames.ts';

/** The longest head of a server's frame. */
const HEAD_MAX = 10;

/** Called with each frame's payload, which stands in `bytes` from `from` to `to` and only until it returns. */
export type OnFrame = (bytes: Buffer, from: number, to: number, opcode: number) => void;

/**
 * Cuts what a server sends into WebSocket frames. What arrives whole is looked
 * at where it lies: nothing is copied, decoded or allocated for it.
 */
export class FrameWalker {
  readonly #onFrame: OnFrame;
  /** A frame that began in an earlier chunk; `#kept` of its bytes are here. */
  #begun: Buffer | undefined;
  #kept = 0;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  push(chunk: Buffer, from: number, to: number): void {
    let at = this.#begun ? this.#goOn(this.#begun, chunk, from, to) : from;
    while (at < to) {
      const length = frameLength(chunk, at, to);
      if (length === 0 || at + length > to) {
        this.#begun = Buffer.allocUnsafe(Math.max(length, HEAD_MAX));
        this.#kept = chunk.copy(this.#begun, 0, at, to);
        return;
      }
      this.#deliver(chunk, at, length);
      at += length;
    }
  }

  /** Adds to the frame that has begun. @returns where the next one begins in the chunk. */
  #goOn(begun: Buffer, chunk: Buffer, from: number, to: number): number {
    let at = from;
    let length = frameLength(begun, 0, this.#kept);
    while (length === 0 && at < to) {
      begun[this.#kept] = chunk[at] as number;
      this.#kept += 1;
      at += 1;
      length = frameLength(begun, 0, this.#kept);
    }
    if (length === 0) return to;
    const whole = begun.length >= length ? begun : grown(begun, length);
    this.#begun = whole;
    const copied = chunk.copy(whole, this.#kept, at, Math.min(to, at + length - this.#kept));
    this.#kept += copied;
    if (this.#kept < length) return to;
    this.#begun = undefined;
    this.#deliver(whole, 0, length);
    return at + copied;
  }

  #deliver(bytes: Buffer, at: number, length: number): void {
    const head = headLength(bytes[at + 1] as number);
    this.#onFrame(bytes, at + head, at + length, (bytes[at] as number) & 0x0f);
  }
}

function grown(bytes: Buffer, length: number): Buffer {
  const larger = Buffer.allocUnsafe(length);
  bytes.copy(larger);
  return larger;
}
