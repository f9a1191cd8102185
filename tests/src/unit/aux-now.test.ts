import * as assert from 'uvu/assert';
import { auxNow } from '../../../web/src/lib/display/aux-now.ts';
import { MINUTE, START_AT } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('aux-now');

const started = { startedAt: START_AT, spentMs: 0 };

test('DISP-30 a timer beside the programme counts down by its phases, and up from where it is over', () => {
  const aux = { ...started, durationMs: 4 * MINUTE, label: 'Speaker' };
  const seen = [0, 3 * MINUTE, 3.6 * MINUTE, 4 * MINUTE, 5.5 * MINUTE];
  assert.equal(
    seen
      .map((ms) => auxNow([null, aux], START_AT + ms)[0])
      .map((face) => `${face?.number} ${face?.label} ${face?.digits} ${face?.phase}`),
    [
      '2 Speaker 4:00 default',
      '2 Speaker 1:00 warning',
      '2 Speaker 0:24 danger',
      '2 Speaker +0:00 overtime',
      '2 Speaker +1:30 overtime',
    ],
  );
});

test('DISP-30 one without a limit counts up, a stopped one stands, and one that was never started is not there', () => {
  const at = START_AT + 61_900;
  const up = { ...started, durationMs: 0 };
  const stopped = { spentMs: MINUTE, durationMs: 4 * MINUTE };
  const ready = { spentMs: 0, durationMs: 4 * MINUTE };
  assert.equal(
    auxNow([up, stopped, ready], at).map(({ digits, paused }) => [digits, paused]),
    [
      ['1:01', false],
      ['3:00', true],
    ],
  );
  assert.equal(auxNow(undefined, at), []);
});

run();
