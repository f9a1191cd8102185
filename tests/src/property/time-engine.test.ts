import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { forecast, readTimer, type Forecast } from '@rostrum/shared/domain/clock';
import type { Running } from '@rostrum/shared/domain/programme';
import { MINUTE, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('time engine');
const RUNS = 1_000;
const DAY = 24 * 60 * MINUTE;

const someTime = fc.integer({ min: START_AT - 60 * MINUTE, max: START_AT + DAY });
const someLength = fc.integer({ min: 1_000, max: 90 * MINUTE });
const someCues = fc
  .array(
    fc.record(
      { durationMs: someLength, hardStartAt: someTime, skip: fc.constant(true as const) },
      { requiredKeys: ['durationMs'] },
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((cues) => cues.map((cue, index) => ({ ...cue, id: `cue${index}` as never })));

/** A programme somewhere in its course: what is on air, and what is next. */
const somewhere = fc
  .record({
    cues: someCues,
    place: fc.nat(29),
    onAir: fc.boolean(),
    rolling: fc.boolean(),
    startedAt: someTime,
    pausedMs: fc.nat(30 * MINUTE),
    addedMs: fc.integer({ min: -90 * MINUTE, max: 90 * MINUTE }),
    pausedFor: fc.option(fc.nat(30 * MINUTE), { nil: undefined }),
    now: someTime,
    later: fc.nat(DAY),
  })
  .map(({ cues, place, onAir, startedAt, pausedMs, addedMs, pausedFor, ...rest }) => {
    const on = cues[place % cues.length];
    const next = cues.slice((place % cues.length) + 1).find(({ skip }) => !skip);
    const pausedAt = pausedFor === undefined ? {} : { pausedAt: startedAt + pausedFor };
    const running: Running | undefined =
      onAir && on ? { cue: on.id, startedAt, pausedMs, addedMs, ...pausedAt } : undefined;
    return { plan: { startAt: START_AT, cues }, running, next: next?.id, ...rest };
  });

const toCome = <C extends { id: never; durationMs: number }>({ cues }: Forecast<C>) =>
  cues.filter(({ stage }) => stage === 'later');

test('TIME-6 what is to come follows one another, and nothing is expected in the past', () => {
  const property = fc.property(somewhere, ({ plan, running, next, now }) => {
    const all = forecast(plan, { running, next }, new Map(), now);
    let free = now;
    for (const { expectedAt, expectedEndAt, cue } of toCome(all)) {
      assert.ok(expectedAt >= free, 'it begins before the one before it ends');
      assert.is(expectedEndAt - expectedAt, cue.durationMs);
      free = expectedEndAt;
    }
  });
  check(property, RUNS);
});

test('TIME-6 as time goes by nothing is expected earlier than it was', () => {
  const property = fc.property(somewhere, (seen) => {
    const { plan, running, next, rolling, now, later } = seen;
    const before = forecast(plan, { running, next, rolling }, new Map(), now);
    const after = forecast(plan, { running, next, rolling }, new Map(), now + later);
    before.cues.forEach(({ expectedAt, expectedEndAt }, index) => {
      const then = after.cues[index];
      assert.ok(then && then.expectedAt >= expectedAt && then.expectedEndAt >= expectedEndAt);
    });
    assert.ok(after.expectedEndAt >= before.expectedEndAt);
  });
  check(property, RUNS);
});

test('TIME-7 the parts make the whole: what is left on air, the lengths, and the waits for hard starts', () => {
  const property = fc.property(somewhere, ({ plan, running, next, now }) => {
    fc.pre(running !== undefined || next !== undefined);
    const all = forecast(plan, { running, next }, new Map(), now);
    const on = plan.cues.find(({ id }) => id === running?.cue);
    let sum = running && on ? now + Math.max(0, readTimer(running, on, now).leftMs) : now;
    const ahead = toCome(all);
    const [first] = ahead;
    if (!running && first) sum = Math.max(now, first.plannedAt);
    for (const { cue } of ahead) {
      const waitMs = Math.max(0, (cue.hardStartAt ?? 0) - sum);
      sum += waitMs + cue.durationMs;
    }
    assert.is(all.expectedEndAt, sum);
    const gaps = all.cues.reduce((total, { gapMs, cue }) => total + gapMs + cue.durationMs, 0);
    assert.is(all.plannedEndAt, plan.startAt + gaps);
  });
  check(property, RUNS);
});

test('TIME-7 the whole is over by as much as its last cue, unless a skipped one or a hard end comes after', () => {
  const property = fc.property(somewhere, ({ plan, running, next, now }) => {
    const all = forecast(plan, { running, next }, new Map(), now);
    const last = all.cues.at(-1);
    fc.pre(last?.stage === 'later' || last?.stage === 'running');
    assert.is(all.overMs, last?.overMs);
  });
  check(property, RUNS);
});

run();
