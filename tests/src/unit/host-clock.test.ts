import * as assert from 'uvu/assert';
import { HostClock, spanText } from '@rostrum/server/log/host-clock';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('host-clock');
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const START_AT = Date.UTC(2026, 10, 30, 9);

/** A machine that a test lets time pass on. */
function machine() {
  const times = { wall: START_AT, steady: 70_000.25, up: 5 * DAY };
  const clock = new HostClock({
    wall: () => times.wall,
    steady: () => times.steady,
    awakeOrNot: () => times.up,
  });
  const pass = (ms: number) => {
    times.wall += ms;
    times.steady += ms;
    times.up += ms;
  };
  const sleep = (ms: number) => {
    times.wall += ms;
    times.up += ms;
  };
  return { clock, pass, sleep, set: (byMs: number) => void (times.wall += byMs) };
}

for (const [what, byMs, told] of [
  ['60 days forward', 60 * DAY, 'set forward by 60 days'],
  ['60 days back', -60 * DAY, 'set back by 60 days'],
  ['an hour forward', HOUR, 'set forward by 60 minutes'],
  ['an hour back', -HOUR, 'set back by 60 minutes'],
  ['to 1970', -START_AT, 'set back by'],
  ['by a second', SECOND, undefined],
] as const) {
  test(`LOG-40 a clock that is set ${what} moves no stamp, and is warned of where people would notice`, () => {
    const { clock, pass, set } = machine();
    pass(10 * SECOND);
    set(byMs);
    assert.is(clock.now(), START_AT + 10 * SECOND);
    pass(HOUR);
    assert.is(clock.now(), START_AT + HOUR + 10 * SECOND);
    if (told === undefined) assert.is(clock.warning, undefined);
    else assert.match(clock.warning ?? '', told);
    set(-byMs);
    assert.is(clock.warning, undefined, 'set right again');
  });
}

test('LOG-40 what a machine sleeps counts, where its steady clock stands meanwhile', () => {
  const { clock, pass, sleep } = machine();
  pass(10 * SECOND);
  sleep(8 * HOUR);
  pass(2 * SECOND);
  assert.is(clock.now(), START_AT + 8 * HOUR + 12 * SECOND);
  assert.is(clock.warning, undefined);
  sleep(HOUR);
  pass(2 * SECOND);
  assert.is(clock.now(), START_AT + 9 * HOUR + 14 * SECOND);
});

test('LOG-41 a span of time is told in the largest unit of which there are two', () => {
  const texts = [60 * DAY, -DAY, 90 * 60 * SECOND, 119 * SECOND, 0].map(spanText);
  assert.equal(texts, ['60 days', '24 hours', '90 minutes', '119 seconds', '0 seconds']);
});

run();
