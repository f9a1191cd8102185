import * as assert from 'uvu/assert';
import { rowsInSight, type Row } from '../../../web/src/routes/[code]/desk/rows-in-sight.ts';
import { Chance } from '../lib/chance.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('rows in sight');

const items = Array.from({ length: 1_000 }, (_, index) => index);
const told = (rows: readonly Row<number>[]) =>
  rows.map((row) => (row.type === 'gap' ? `${row.px} px` : row.item));

test('DESK-1 of a long list only what is in sight is there, and the rest keeps its room', () => {
  const rows = rowsInSight(items, () => 100, { from: 250, to: 480 }, -1);
  assert.equal(told(rows), ['200 px', 2, 3, 4, '99500 px']);
});

test('DESK-1 the question in hand is there wherever the list is scrolled to', () => {
  const sight = { from: 250, to: 280 };
  assert.equal(told(rowsInSight(items, () => 100, sight, 0)), [0, '100 px', 2, '99700 px']);
  assert.equal(told(rowsInSight(items, () => 100, sight, 999)), ['200 px', 2, '99600 px', 999]);
});

test('DESK-1 the rows are as high together as all the items, whatever their heights', () => {
  const chance = new Chance(7);
  const heights = items.map(() => 60 + chance.below(200));
  const heightOf = (item: number) => heights[item] as number;
  const total = heights.reduce((sum, each) => sum + each, 0);
  for (let round = 0; round < 50; round += 1) {
    const from = chance.below(total);
    const rows = rowsInSight(items, heightOf, { from, to: from + 900 }, chance.below(1_000));
    const sum = rows.reduce(
      (px, row) => px + (row.type === 'gap' ? row.px : heightOf(row.item)),
      0,
    );
    assert.is(sum, total);
    assert.ok(rows.length < 25);
  }
});

run();
