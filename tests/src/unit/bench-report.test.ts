import * as assert from 'uvu/assert';
import { heldUp } from '../bench/figures.ts';
import { lineOf } from '../bench/report.ts';
import { findHighest } from '../bench/search.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('the report of the bench');

const range = { from: 100, to: 50_000, step: 2, within: 1.05 };

async function search(limit: number, changes: Partial<typeof range> = {}) {
  const tried: number[] = [];
  const passes = async (rate: number) => {
    tried.push(rate);
    return rate <= limit;
  };
  return { ...(await findHighest(passes, { ...range, ...changes })), tried };
}

test('BENCH-5 the highest rate that passes is found within the margin', async () => {
  for (const limit of [3, 99, 100, 101, 1_234, 49_000]) {
    const { highest, isEndOfRange } = await search(limit);
    assert.ok(highest <= limit && highest * 1.05 >= limit, `${highest} of ${limit}`);
    assert.not(isEndOfRange);
  }
});

test('BENCH-5 a search that nothing ends says that the range did', async () => {
  const { highest, isEndOfRange, tried } = await search(Infinity);
  assert.is(highest, 50_000);
  assert.ok(isEndOfRange);
  assert.is(Math.max(...tried), 50_000);
});

test('BENCH-5 a search in which nothing passes ends, and finds nothing', async () => {
  assert.is((await search(0)).highest, 0);
});

const calm = {
  seconds: 10,
  cpuSeconds: [5],
  ownCpuSeconds: 5,
  othersCpuSeconds: 0.5,
  patches: 1,
  bytes: 1,
  lost: 0,
};

test('BENCH-6 a figure says when the generator was held up, or others used the machine', () => {
  assert.is(heldUp([calm], [3]), '');
  assert.match(heldUp([calm], [3, 40]), 'HELD UP: votes left up to 40 ms late');
  assert.match(heldUp([calm, { ...calm, ownCpuSeconds: 9.7 }]), '97 % of its core');
  assert.match(heldUp([calm, { ...calm, othersCpuSeconds: 6 }]), 'others used 60 % of a core');
});

test('BENCH-7 the median of the runs is held against the target', () => {
  const figure = { name: 'ratio', values: [3, 1, 1.05], unit: '×', target: { atMost: 1.1 } };
  const line = lineOf('storm', figure, false);
  assert.is(line.value, 1.05);
  assert.is(line.target, '≤ 1.1');
  assert.is(line.ok, true);
  assert.is(line.runs, 3);
  assert.equal(line.spread, [1, 3]);
  assert.is(lineOf('storm', { ...figure, target: { atLeast: 1.1 } }, false).ok, false);
  assert.is(lineOf('storm', { ...figure, target: { under: 1.05 } }, false).ok, false);
});

test('BENCH-7 of what must never happen the worst run counts', () => {
  const figure = { name: 'unseen', values: [0, 1, 0], unit: '', target: { atMost: 0 } };
  const line = lineOf('storm', { ...figure, isWorst: true }, false);
  assert.is(line.value, 1);
  assert.is(line.ok, false);
});

test('BENCH-7 a figure that could not be measured misses its target', () => {
  for (const value of [NaN, Infinity]) {
    const figure = { name: 'p99', values: [value], unit: 'ms', target: { under: 1_000 } };
    const line = lineOf('storm', figure, false);
    assert.is(line.value, null);
    assert.is(line.ok, false);
  }
});

run();
