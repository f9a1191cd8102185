import * as assert from 'uvu/assert';
import { comeBackMs, comeBackOf } from '../../../web/src/lib/live/come-back.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('coming back');

test('PAGE-15 a page is soon back when its server says that it stops, at a moment of its own', () => {
  assert.is(comeBackMs(true, 0), 250);
  assert.is(comeBackMs(true, 1), 750);
});

test('PAGE-15 where it was refused for now a page waits longer', () => {
  assert.is(comeBackMs(false, 0), 1_000);
  assert.is(comeBackMs(false, 1), 3_000);
});

test('PAGE-15 what the hall looks at tries again within 2 s, and a phone within 5', () => {
  // The library scatters a wait first, and then cuts it off there.
  assert.is(comeBackOf('phone').reconnectionDelayMax, 5_000);
  for (const surface of ['screen', 'show'] as const) {
    assert.ok(comeBackOf(surface).reconnectionDelayMax < 2_000, surface);
  }
});

run();
