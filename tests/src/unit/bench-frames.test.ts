import * as assert from 'uvu/assert';
import { readAnswer } from '../bench/load/answers.ts';
import { clientFrame } from '../bench/load/frames.ts';
import { FrameWalker } from '../bench/load/walker.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('the frames of the bench');

/** A text frame as servers send it: the same as a client's, without its mask. */
function serverFrame(text: string): Buffer {
  const head =
    text.length < 126
      ? Buffer.from([0x81, text.length])
      : text.length < 65_536
        ? Buffer.from([0x81, 126, text.length >> 8, text.length & 0xff])
        : Buffer.from([0x81, 127, 0, 0, 0, 0, 0, text.length >> 16, (text.length >> 8) & 0xff, 0]);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** What a walker makes of the bytes when they come in chunks of this size. */
function walk(bytes: Buffer, chunk: number): string[] {
  const found: string[] = [];
  const walker = new FrameWalker((from, at, end) => found.push(from.toString('latin1', at, end)));
  for (let at = 0; at < bytes.length; at += chunk) {
    // A buffer that is used again, as the phones read into one.
    const read = Buffer.from(bytes.subarray(at, at + chunk));
    walker.push(read, 0, read.length);
    read.fill(0xff);
  }
  return found;
}

// One of each way to write a length; the longest has 256 times 300 bytes.
const texts = ['2', '', '42["mine"]', 'p'.repeat(125), 'q'.repeat(126), 'r'.repeat(4_000), '3'];
const stream = Buffer.concat(texts.map(serverFrame));

test('BENCH-2 a frame is counted once, wherever it is cut', () => {
  for (let chunk = 1; chunk <= 140; chunk += 1)
    assert.equal(walk(stream, chunk), texts, `${chunk}`);
  assert.equal(walk(stream, stream.length), texts);
});

test('BENCH-2 a long frame is counted once, wherever it is cut', () => {
  const long = 's'.repeat(256 * 300);
  const bytes = Buffer.concat([serverFrame('2'), serverFrame(long), serverFrame('3')]);
  for (const chunk of [1, 7, 4_096, 65_536]) assert.equal(walk(bytes, chunk), ['2', long, '3']);
});

test('BENCH-2 what has not come whole is not counted', () => {
  assert.equal(walk(stream.subarray(0, stream.length - 1), 64), texts.slice(0, -1));
});

test('BENCH-2 a phone reads which of its messages was answered, and how', () => {
  const read = (text: string) => readAnswer(Buffer.from(`..${text}`), 2, 2 + text.length);
  assert.equal(read('4310000007[{"ok":true,"seq":421}]'), {
    number: 10_000_007,
    seq: 421,
    reason: '',
  });
  assert.equal(read('4312[{"ok":false,"reason":"busy"}]'), {
    number: 12,
    seq: undefined,
    reason: 'busy',
  });
});

test('BENCH-2 what a phone sends is a masked frame of the same text', () => {
  for (const length of [1, 125, 126, 300]) {
    const text = 'x'.repeat(length);
    const frame = clientFrame(text);
    const head = length < 126 ? 2 : 4;
    assert.is((frame[1] as number) & 0x80, 0x80);
    assert.equal([...frame.subarray(head, head + 4)], [0, 0, 0, 0]);
    assert.is(frame.toString('latin1', head + 4), text);
  }
});

run();
