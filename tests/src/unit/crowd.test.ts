import * as assert from 'uvu/assert';
import type { PatchMessage } from '@rostrum/shared/protocol/down';
import { createMetrics } from '@rostrum/server/metrics';
import { Crowd } from '@rostrum/server/sockets/crowd';
import type { Line } from '@rostrum/server/sockets/line';
import { Meter } from '@rostrum/server/sockets/meter';
import { SharedPackets, type Packet } from '@rostrum/server/sockets/packet';
import { Wires } from '@rostrum/server/sockets/wire';
import { suite, until } from '../lib/harness.ts';

const { test, run } = suite('crowd');
/** More than are told between two looks at the clock. */
const MANY = 200;
const MARK = '0'.repeat(16);

/** A line that remembers what was sent on it, and takes `tookMs` of the thread for each. */
class FakeLine {
  readonly heard: number[] = [];
  isBehind = false;
  readonly #tookMs: number;

  constructor(tookMs = 0) {
    this.#tookMs = tookMs;
  }

  send({ message }: Packet): boolean {
    this.heard.push((message as PatchMessage).seq);
    const until = performance.now() + this.#tookMs;
    while (performance.now() < until);
    return true;
  }
}

function newCrowd(lines: readonly FakeLine[], onBehind: (line: Line) => void = () => {}) {
  const tools = {
    packets: new SharedPackets(),
    meter: new Meter(),
    metrics: createMetrics(
      () => 0,
      () => 0,
    ),
    wires: new Wires(() => {}),
    presence: undefined as never,
  };
  const crowd = new Crowd({ toldTo: { seq: 1, mark: MARK }, tools, onBehind });
  for (const line of lines) crowd.add(line as unknown as Line);
  const tell = (seq: number) => {
    crowd.tell({ from: seq - 1, seq, mark: MARK });
  };
  return { crowd, tell };
}

const slowLines = () => Array.from({ length: MANY }, () => new FakeLine(0.5));
const toldOf = (lines: readonly FakeLine[], seq: number) =>
  lines.filter(({ heard }) => heard.includes(seq)).length;

test('SOCK-22 other work has its turn while many are told', async () => {
  const lines = slowLines();
  const { crowd, tell } = newCrowd(lines);
  tell(2);
  const told = toldOf(lines, 2);
  assert.ok(told > 0 && told < MANY, `${told} at once`);
  assert.is(crowd.toldTo.seq, 1, 'not everyone was told');
  const turns: number[] = [];
  const turn = () => {
    turns.push(toldOf(lines, 2));
    if (turns.at(-1) !== MANY) setImmediate(turn);
  };
  setImmediate(turn);
  await until(() => turns.at(-1) === MANY, { what: 'everyone told' });
  assert.ok(turns.length > 2, `turns at ${turns.join(', ')}`);
  assert.is(crowd.toldTo.seq, 2);
});

test('SOCK-22 patches stay in their order, and each is told once', async () => {
  const lines = slowLines();
  const { crowd, tell } = newCrowd(lines);
  tell(2);
  assert.ok(toldOf(lines, 2) < MANY);
  tell(3);
  assert.is(toldOf(lines, 2), MANY, 'all of the first before any of the second');
  assert.ok(toldOf(lines, 3) < MANY);
  crowd.finish();
  await new Promise((resolve) => setImmediate(resolve));
  for (const { heard } of lines) assert.equal(heard, [2, 3]);
});

test('SOCK-22 who comes or goes while many are told does no harm', () => {
  const lines = slowLines();
  const { crowd, tell } = newCrowd(lines);
  tell(2);
  const last = lines.at(-1) as FakeLine;
  crowd.delete(last as unknown as Line);
  const late = new FakeLine();
  crowd.add(late as unknown as Line);
  crowd.finish();
  assert.equal(last.heard, []);
  assert.equal(late.heard, [2]);
  assert.is(toldOf(lines, 2), MANY - 1);
});

test('SOCK-14 a line that is behind is handed over while everyone is told', () => {
  const lines = [new FakeLine(), new FakeLine(), new FakeLine()];
  const behind: unknown[] = [];
  const { crowd, tell } = newCrowd(lines, (line) => {
    behind.push(line);
    crowd.delete(line);
  });
  (lines[1] as FakeLine).isBehind = true;
  tell(2);
  tell(3);
  assert.equal(behind, [lines[1]]);
  assert.equal(
    lines.map(({ heard }) => heard),
    [[2, 3], [2], [2, 3]],
  );
});

run();
