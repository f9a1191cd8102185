import * as assert from 'uvu/assert';
import { forecast, readTimer } from '@rostrum/shared/domain/clock';
import type { CueId } from '@rostrum/shared/domain/ids';
import type { Ran, Running } from '@rostrum/shared/domain/programme';
import { idOf, MINUTE, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('clock');

const running = (cue: string, startedAt: number, more: Partial<Running> = {}): Running => ({
  cue: idOf(cue),
  startedAt,
  pausedMs: 0,
  addedMs: 0,
  ...more,
});
const cue = (name: string, minutes: number, hardStartAt?: number) => ({
  id: idOf<CueId>(name),
  durationMs: minutes * MINUTE,
  ...(hardStartAt === undefined ? {} : { hardStartAt }),
});
const at = (minutes: number) => START_AT + minutes * MINUTE;
const plan = { startAt: START_AT, cues: [cue('a', 10), cue('b', 20), cue('c', 5)] };
const none = new Map<string, Ran>();
const ranUntil = (minutes: number): Ran => ({
  startedAt: START_AT,
  pausedMs: 0,
  addedMs: 0,
  endedAt: at(minutes),
});

test('PROG-11 a timer shows what passed and what is left, with pauses and added time', () => {
  const timer = running('a', START_AT, { pausedMs: MINUTE, addedMs: 2 * MINUTE });
  assert.equal(readTimer(timer, cue('a', 10), at(4)), {
    elapsedMs: 3 * MINUTE,
    leftMs: 9 * MINUTE,
    totalMs: 12 * MINUTE,
    warningMs: 2 * MINUTE,
    dangerMs: MINUTE / 2,
    phase: 'default',
    paused: false,
  });
});

test('PROG-11 a paused timer stands still', () => {
  const timer = running('a', START_AT, { pausedAt: at(3) });
  assert.equal(readTimer(timer, cue('a', 10), at(60)), readTimer(timer, cue('a', 10), at(3)));
  assert.ok(readTimer(timer, cue('a', 10), at(60)).paused);
});

test('PROG-11 a display whose clock is behind shows a timer that has just begun', () => {
  assert.is(readTimer(running('a', START_AT), cue('a', 1), START_AT - 5_000).elapsedMs, 0);
});

test('PROG-12 the phase turns to warning, danger and overtime as the time runs out', () => {
  const phaseWith = (leftMs: number, totalMs = 20 * MINUTE) =>
    readTimer(running('a', START_AT), { durationMs: totalMs }, START_AT + totalMs - leftMs).phase;
  assert.is(phaseWith(120_001), 'default');
  assert.is(phaseWith(120_000), 'warning');
  assert.is(phaseWith(30_001), 'warning');
  assert.is(phaseWith(30_000), 'danger');
  assert.is(phaseWith(1), 'danger');
  assert.is(phaseWith(0), 'overtime');
  // Of a minute, the last quarter warns and the last tenth is danger.
  assert.is(phaseWith(15_001, MINUTE), 'default');
  assert.is(phaseWith(15_000, MINUTE), 'warning');
  assert.is(phaseWith(6_000, MINUTE), 'danger');
});

test('PROG-13 a soft cue floats after the one before it', () => {
  const late = forecast(plan, { running: running('a', at(4)), next: idOf('b') }, none, at(5));
  assert.equal(
    late.cues.map(({ stage }) => stage),
    ['running', 'later', 'later'],
  );
  assert.equal(
    late.cues.map(({ plannedAt }) => plannedAt),
    [at(0), at(10), at(30)],
  );
  assert.equal(
    late.cues.map(({ expectedAt }) => expectedAt),
    [at(4), at(14), at(34)],
  );
  assert.is(late.overMs, 4 * MINUTE);
});

test('PROG-13 a cue in overtime pushes those after it, minute by minute', () => {
  const over = forecast(plan, { running: running('a', START_AT), next: idOf('b') }, none, at(13));
  assert.is(over.cues[1]?.expectedAt, at(13));
  assert.is(over.expectedEndAt, at(38));
});

test('PROG-13 before the start, nothing is expected to have begun already', () => {
  const waiting = forecast(plan, { next: idOf('a') }, none, at(3));
  assert.equal(
    waiting.cues.map(({ expectedAt }) => expectedAt),
    [at(3), at(13), at(33)],
  );
  const early = forecast(plan, { next: idOf('a') }, none, at(-30));
  assert.is(early.overMs, 0);
});

test('PROG-14 a hard cue starts no earlier than planned, and later when it must', () => {
  const hard = { startAt: START_AT, cues: [cue('a', 10), cue('b', 20, at(15)), cue('c', 5)] };
  const onTime = forecast(hard, { running: running('a', START_AT), next: idOf('b') }, none, at(1));
  assert.equal(
    onTime.cues.map(({ expectedAt }) => expectedAt),
    [at(0), at(15), at(35)],
  );
  const late = forecast(hard, { running: running('a', at(8)), next: idOf('b') }, none, at(9));
  assert.is(late.cues[1]?.expectedAt, at(18));
  assert.is(late.cues[1]?.overMs, 3 * MINUTE);
});

test('PROG-15 the programme is over or under by its expected end against the planned one', () => {
  const ran = new Map([[idOf<string>('a'), ranUntil(7)]]);
  const under = forecast(plan, { running: running('b', at(7)), next: idOf('c') }, ran, at(8));
  assert.is(under.cues[0]?.stage, 'done');
  assert.is(under.cues[0]?.overMs, -3 * MINUTE);
  assert.is(under.overMs, -3 * MINUTE);
  const hardEnd = forecast(
    { ...plan, hardEndAt: at(30) },
    { running: running('b', at(7)), next: idOf('c') },
    ran,
    at(8),
  );
  assert.is(hardEnd.plannedEndAt, at(30));
  assert.is(hardEnd.overMs, 2 * MINUTE);
});

test('PROG-15 after the last cue the end is when it ended', () => {
  const ran = new Map(plan.cues.map(({ id }) => [id as string, ranUntil(40)]));
  const over = forecast(plan, {}, ran, at(90));
  assert.equal(
    over.cues.map(({ stage }) => stage),
    ['done', 'done', 'done'],
  );
  assert.is(over.expectedEndAt, at(40));
});

run();
