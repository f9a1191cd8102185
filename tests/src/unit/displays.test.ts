import * as assert from 'uvu/assert';
import { forecast, readTimer } from '@rostrum/shared/domain/clock';
import type { Cue } from '@rostrum/shared/domain/cue';
import type { Running } from '@rostrum/shared/domain/programme';
import { cueNow } from '../../../web/src/lib/programme.ts';
import { zonesOf } from '../../../web/src/lib/ui/zones.ts';
import { standingBy } from '../../../web/src/routes/[code]/backstage/standing-by.ts';
import { axisOf, coloursOf, shareOf } from '../../../web/src/routes/[code]/timeline/axis.ts';
import { faceOf } from '../../../web/src/routes/[code]/timer/face.ts';
import { MINUTE, START_AT, testCreate } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('displays');

const { info, programme } = testCreate;
const [opening, panel, closing] = programme.cues as [Cue, Cue, Cue];

function viewOf(cues: readonly Cue[], running?: Running, next?: Cue) {
  return {
    programme: { ...programme, cues: [...cues] },
    onAir: {
      ...(running ? { running } : {}),
      ...(next ? { next: next.id } : {}),
      finished: !running && !next,
    },
  };
}

const onAir = (cue: Cue, changes: Partial<Running> = {}): Running => ({
  cue: cue.id,
  startedAt: START_AT,
  pausedMs: 0,
  addedMs: 0,
  ...changes,
});

/** The timer of one cue that began at the planned start, so many milliseconds later. */
function face(cue: Cue, afterMs: number, changes: Partial<Running> = {}) {
  const at = START_AT + afterMs;
  return faceOf(cueNow(viewOf([cue], onAir(cue, changes)), at), at, info);
}

test('DISP-21 the timer counts down, and up from where its time is over', () => {
  const seen = [0, 8 * MINUTE, 9.5 * MINUTE, 10 * MINUTE - 1, 10 * MINUTE + 999, 71.5 * MINUTE];
  assert.equal(
    seen.map((ms) => face(opening, ms)).map(({ digits, phase }) => `${digits} ${phase}`),
    [
      '10:00 default',
      '2:00 warning',
      '0:30 danger',
      '0:01 danger',
      '+0:00 overtime',
      '+1:01:30 overtime',
    ],
  );
});

test('DISP-21 a paused timer stands still and says so', () => {
  const pausedAt = START_AT + MINUTE;
  const { digits, paused } = face(opening, 5 * MINUTE, { pausedAt });
  assert.equal([digits, paused], ['9:00', true]);
});

test('DISP-21 a timer of another type shows what has passed, or the time in the hall', () => {
  assert.is(face({ ...opening, timer: 'up' }, 61_900).digits, '1:01');
  assert.is(face({ ...opening, timer: 'clock' }, 61_900).digits, '09:01:01');
  assert.is(face({ ...opening, timer: 'none' }, 61_900).digits, '09:01:01');
});

test('DISP-21 before the start the timer counts to it, and after the end it is a clock', () => {
  const at = START_AT - 90_000;
  const before = faceOf(cueNow(viewOf([opening], undefined, opening), at), at, info);
  assert.is(before.digits, '1:30');
  const after = faceOf(cueNow(viewOf([opening]), at), at, info);
  assert.is(after.digits, '08:58:30');
});

test('DISP-21 the bar marks where warning and danger begin, wherever the timer stands', () => {
  const zones = zonesOf(readTimer(onAir(opening), opening, START_AT + 5 * MINUTE));
  assert.equal(zones, { used: 0.5, warning: 0.8, danger: 0.95 });
  const none = zonesOf(readTimer(onAir(opening, { addedMs: -10 * MINUTE }), opening, START_AT));
  assert.equal(none, { used: 1, warning: 1, danger: 1 });
});

test('DISP-23 the next three cues stand by, those that are skipped aside', () => {
  const skipped: Cue = { ...panel, skip: true };
  const more = ['a', 'b'].map((name): Cue => ({
    ...closing,
    id: `${name}xxxxxxxxxxxxxxx` as never,
  }));
  const cues = [opening, skipped, closing, ...more];
  const now = cueNow(viewOf(cues, onAir(opening), closing), START_AT + MINUTE);
  assert.equal(
    standingBy(now).map(({ cue }) => cue.id),
    [closing.id, ...more.map(({ id }) => id)],
  );
  assert.equal(standingBy({ type: 'finished' }), []);
});

test('DISP-24 the axis holds what was planned and what is expected, from tick to tick', () => {
  const late = forecast(
    programme,
    { running: onAir(opening), next: panel.id },
    undefined,
    START_AT + 20 * MINUTE,
  );
  const axis = axisOf(late);
  assert.is(axis.startAt, START_AT);
  assert.is(axis.endAt, START_AT + 55 * MINUTE);
  assert.equal(axis.ticks.length, 12);
  assert.is(shareOf(axis, START_AT + 11 * MINUTE), 0.2);
  assert.is(shareOf(axis, START_AT - MINUTE), 0);
});

test('DISP-24 the cues of a group share a colour, and one with its own keeps it', () => {
  const groups = ['Morning', 'Morning', undefined, 'Afternoon', 'Afternoon'];
  const cues = groups.map((group, index) => ({
    cue: {
      ...opening,
      ...(group ? { group } : {}),
      ...(index === 4 ? { colour: 'pink' as const } : {}),
    },
  }));
  assert.equal(coloursOf(cues as never), ['blue', 'blue', undefined, 'green', 'pink']);
});

run();
