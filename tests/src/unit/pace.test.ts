import * as assert from 'uvu/assert';
import { intervalFor, Pace } from '@rostrum/server/rooms/pace';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('pace');

test('SOCK-24 a few hear at once, 1,000 to 5,000 ten times a second, more as often as half a thread allows', () => {
  assert.is(intervalFor(0, 0), 20);
  assert.is(intervalFor(2, 0), 20);
  assert.is(intervalFor(5, 0), 50);
  assert.is(intervalFor(10, 0), 100);
  assert.is(intervalFor(50, 0), 100);
  assert.is(intervalFor(100, 0), 200);
  assert.is(intervalFor(5_000, 0), 1_000);
});

test('SOCK-24 a thread that is late flushes more rarely, and never more rarely than once a second', () => {
  assert.is(intervalFor(50, 20), 100);
  assert.is(intervalFor(50, 70), 200);
  assert.is(intervalFor(0, 120), 60);
  assert.is(intervalFor(50, 10_000), 1_000);
});

test('SOCK-24 one late flush changes little, and a time without lag brings the pace back', () => {
  const pace = new Pace();
  pace.note(150);
  assert.ok(pace.intervalMs(50) < 130);
  for (let n = 0; n < 20; n += 1) pace.note(150);
  assert.ok(pace.intervalMs(50) > 300);
  for (let n = 0; n < 20; n += 1) pace.note(0);
  assert.is(pace.intervalMs(50), 100);
});

run();
