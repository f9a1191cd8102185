import * as assert from 'uvu/assert';
import { ServerClock, StepWatch, untilNextSecond } from '../../../web/src/lib/live/clock.ts';
import { clockText, epochOf, spanOf, timeOfDay, wholeMinutes } from '../../../web/src/lib/time.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('page clock');

const HOUR = 3_600_000;

/** An exchange with a server whose clock is `aheadMs` ahead, slow by these on either way. */
const exchange = (askedAt: number, aheadMs: number, outMs: number, backMs: number) => ({
  askedAt,
  answeredAt: askedAt + outMs + backMs,
  serverAt: askedAt + outMs + aheadMs,
});

test('PAGE-7 a page whose own clock is an hour wrong knows the time', () => {
  const clock = new ServerClock(HOUR, 0);
  clock.add(exchange(1_000, HOUR, 20, 20));
  assert.is(clock.at(5_000), 5_000 + HOUR);
});

test('PAGE-7 the exchange with the shortest round trip decides, not the latest', () => {
  const clock = new ServerClock(0, 0);
  clock.add(exchange(0, HOUR, 10, 10));
  clock.add(exchange(1_000, HOUR, 900, 20));
  assert.is(clock.at(0), HOUR);
});

test('PAGE-7 after the latest eight an exchange counts no more, nor after forgetting', () => {
  const clock = new ServerClock(0, 0);
  clock.add(exchange(0, HOUR, 1, 1));
  for (let at = 1; at <= 8; at += 1) clock.add(exchange(at * 1_000, 2 * HOUR, 50, 50));
  assert.is(clock.at(0), 2 * HOUR);
  clock.forget();
  clock.add(exchange(9_000, 3 * HOUR, 90, 90));
  assert.is(clock.at(0), 3 * HOUR);
});

test('TIME-10 a small correction is spread over the seconds after it, at a twentieth of them', () => {
  const clock = new ServerClock(0, 0);
  clock.add(exchange(0, HOUR, 50, 50));
  clock.add(exchange(1_000, HOUR + 200, 10, 10));
  const error = (now: number) => Math.round(clock.at(now) - now - HOUR);
  assert.equal([1_020, 2_020, 3_020, 5_020, 60_000].map(error), [0, 50, 100, 200, 200]);
});

test('TIME-10 a correction that comes while one is under way begins where that stands', () => {
  const clock = new ServerClock(0, 0);
  clock.add(exchange(0, 0, 50, 50));
  const error = (now: number) => Math.round(clock.at(now) - now);
  clock.add(exchange(1_000, 1_000, 10, 10));
  assert.equal([1_020, 1_820].map(error), [0, 40]);
  clock.add(exchange(1_810, -500, 5, 5));
  assert.equal([1_820, 2_020, 3_020, 30_000].map(error), [40, 30, -20, -500]);
});

test('TIME-10 no counter runs backwards or stands, whatever small corrections come', () => {
  const clock = new ServerClock(0, 0);
  let last = -Infinity;
  for (let now = 0; now < 120_000; now += 50) {
    // One second ahead, one behind, each better measured than the one before.
    const slow = 900 - now / 200;
    if (now % 10_000 === 0) clock.add(exchange(now, now % 20_000 ? 900 : -900, slow / 2, slow / 2));
    const shown = clock.at(now + 1_000);
    if (now % 10_000 !== 0) assert.ok(shown > last, `at ${now}`);
    last = shown;
  }
});

test('TIME-10 the first reading counts at once, and so does one that is two seconds off', () => {
  const clock = new ServerClock(0, 700);
  clock.add(exchange(1_000, 500, 20, 20));
  assert.is(clock.at(1_040) - 1_040, 500);
  clock.add(exchange(2_000, 2_600, 10, 10));
  assert.is(clock.at(2_020) - 2_020, 2_600);
});

test('TIME-10 a slow exchange does not make a counter leap: it may be wrong by half its way', () => {
  const clock = new ServerClock(0, 0);
  clock.add(exchange(1_000, 0, 20, 20));
  clock.forget();
  // Five seconds on its way there, none back: the middle is 2.5 s off.
  clock.add({ askedAt: 10_000, answeredAt: 15_000, serverAt: 15_000 });
  assert.is(Math.round(clock.at(15_000)), 15_000);
});

test('TIME-10 what was measured while this machine’s clock was set back says nothing', () => {
  const clock = new ServerClock(0, 0);
  clock.add(exchange(1_000, 500, 20, 20));
  clock.add({ askedAt: 5_000, answeredAt: 2_000, serverAt: 5_500 });
  assert.is(clock.at(9_000), 9_500);
});

test('TIME-11 a clock that was set, and a sleep, are noticed once', () => {
  const watch = new StepWatch(1_000, 0);
  assert.not.ok(watch.hasStepped(61_100, 60_000), 'two clocks never run quite alike');
  assert.ok(watch.hasStepped(3_661_100, 60_000));
  assert.not.ok(watch.hasStepped(3_662_100, 61_000));
  assert.ok(watch.hasStepped(61_000, 61_500));
});

test('PAGE-8 the next turn of a second is that of the nearest counter', () => {
  assert.is(untilNextSecond(10_300, [0]), 700);
  assert.is(untilNextSecond(10_300, [0, 400]), 100);
  assert.is(untilNextSecond(10_000, [0]), 1_000);
  assert.is(untilNextSecond(10_300, [20_500]), 200, 'a counter that begins later');
});

test('PAGE-10 a counter shows hours only when there are some, and a sign only in overtime', () => {
  assert.is(clockText(342_000), '5:42');
  assert.is(clockText(341_001), '5:42', 'a second that is not over is still left');
  assert.is(clockText(3_849_000), '1:04:09');
  assert.is(clockText(0), '0:00');
  assert.is(clockText(-999), '0:00', 'a second that is not over is not yet too much');
  assert.is(clockText(-1_000), '−0:01');
  assert.is(clockText(-90_500), '−1:30');
});

test('PAGE-10 times are those of the hall', () => {
  const at = Date.UTC(2026, 4, 12, 17, 5, 9);
  assert.is(timeOfDay(at, 'America/New_York'), '13:05');
  assert.is(timeOfDay(at, 'Asia/Tokyo', true), '02:05:09');
  assert.is(timeOfDay(Date.UTC(2026, 4, 12), 'UTC'), '00:00');
});

test('PAGE-10 minutes over and under are whole ones', () => {
  assert.equal(
    [29_999, 30_000, 89_999, -29_999, -30_000, -90_000].map(wholeMinutes),
    [0, 1, 1, 0, -1, -2],
  );
});

test('PAGE-19 a delay of hours is told in hours, and one of days in days', () => {
  const told = (minutes: number) => Object.values(spanOf(minutes * 60_000));
  assert.equal(told(0), [0, 0, 0]);
  assert.equal(told(-14.5), [0, 0, 15]);
  assert.equal(told(59.6), [0, 1, 0]);
  assert.equal(told(200), [0, 3, 20]);
  assert.equal(told(23 * 60 + 59), [0, 23, 59]);
  assert.equal(told(24 * 60), [1, 0, 0]);
  assert.equal(told(47 * 60 + 45), [2, 0, 0]);
  assert.equal(told(283_684), [197, 0, 0]);
});

test('PAGE-10 a start that is typed is a time in the hall, in summer and in winter', () => {
  assert.is(epochOf('2026-05-12T13:00', 'America/New_York'), Date.UTC(2026, 4, 12, 17));
  assert.is(epochOf('2026-01-12T13:00', 'America/New_York'), Date.UTC(2026, 0, 12, 18));
  assert.is(epochOf('2026-03-29T03:30', 'Europe/Vienna'), Date.UTC(2026, 2, 29, 1, 30));
  assert.is(epochOf('2026-03-29T00:30', 'Asia/Kathmandu'), Date.UTC(2026, 2, 28, 18, 45));
  assert.is(epochOf('', 'UTC'), undefined);
});

run();
