import * as assert from 'uvu/assert';
import type { Phase } from '@rostrum/shared/domain/clock';
import type { CueId } from '@rostrum/shared/domain/ids';
import { Chimes } from '../../../web/src/lib/sound/chimes.ts';
import { PhaseWatch } from '../../../web/src/lib/sound/phase-watch.ts';
import { idOf, MINUTE } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('sound');

const onAir = (cue: string, startedAt = 1) => ({ cue: idOf<CueId>(cue), startedAt });
const reading = (phase: Phase, minutes = 10) => ({ phase, totalMs: minutes * MINUTE });

/** What is heard of readings that come one after the other. */
function heard(...seen: [string, Phase, number?][]) {
  const watch = new PhaseWatch();
  return seen.map(([cue, phase, minutes]) => watch.begun(onAir(cue), reading(phase, minutes)));
}

test('TIME-16 each phase is heard as it begins, and only then', () => {
  assert.equal(
    heard(
      ...([
        ['a', 'default'],
        ['a', 'warning'],
        ['a', 'warning'],
        ['a', 'danger'],
        ['a', 'overtime'],
        ['a', 'overtime'],
      ] as [string, Phase][]),
    ),
    [undefined, 'warning', undefined, 'danger', 'overtime', undefined],
  );
});

test('TIME-16 what is found at opening, or begins with the next cue, is not heard', () => {
  assert.equal(heard(['a', 'danger'], ['a', 'danger'], ['b', 'warning'], ['b', 'danger']), [
    ...[undefined, undefined, undefined, 'danger'],
  ]);
  const watch = new PhaseWatch();
  assert.is(watch.begun(undefined, undefined), undefined);
  assert.is(watch.begun(onAir('a'), reading('overtime')), undefined);
});

test('TIME-16 a phase comes again only after time was added, or the cue began anew', () => {
  assert.equal(heard(['a', 'default'], ['a', 'warning'], ['a', 'default'], ['a', 'warning']), [
    ...[undefined, 'warning', undefined, undefined],
  ]);
  assert.equal(
    heard(['a', 'default'], ['a', 'warning'], ['a', 'default', 15], ['a', 'warning', 15]),
    [undefined, 'warning', undefined, 'warning'],
  );
  const watch = new PhaseWatch();
  watch.begun(onAir('a'), reading('danger'));
  assert.is(watch.begun(onAir('a', 2), reading('default')), undefined);
  assert.is(watch.begun(onAir('a', 2), reading('danger')), 'danger');
});

test('TIME-16 time taken away is heard when it brings a phase with it', () => {
  assert.equal(heard(['a', 'default'], ['a', 'danger', 5]), [undefined, 'danger']);
});

/** As much of Web Audio as a chime needs; it sounds once a person has touched the page. */
function fakeAudio() {
  const tones: number[] = [];
  const node = { connect: (to: unknown) => to };
  const context = {
    state: 'suspended' as AudioContextState,
    currentTime: 3,
    destination: {},
    onstatechange: null as (() => void) | null,
    resume: () => Promise.resolve(),
    close: () => Promise.resolve(),
    createGain: () => ({
      ...node,
      gain: {
        setValueAtTime() {},
        linearRampToValueAtTime() {},
        exponentialRampToValueAtTime() {},
      },
    }),
    createOscillator: () => {
      const frequency = { value: 0 };
      return { ...node, frequency, start: () => void tones.push(frequency.value), stop() {} };
    },
  };
  const touch = () => {
    context.state = 'running';
    context.onstatechange?.();
  };
  return { context: context as unknown as AudioContext, tones, touch };
}

test('TIME-15 each phase has a sound of its own, and none is heard or kept before a touch', () => {
  const { context, tones, touch } = fakeAudio();
  const told: boolean[] = [];
  const chimes = new Chimes(
    (isOn) => told.push(isOn),
    () => context,
  );
  chimes.play('warning');
  chimes.arm();
  chimes.play('warning');
  assert.equal(tones, []);
  touch();
  assert.equal(tones, []);
  assert.equal(told, [false, true]);
  const sounds = (['warning', 'danger', 'overtime'] as const).map((phase) => {
    tones.length = 0;
    chimes.play(phase);
    return tones.join(' ');
  });
  assert.is(new Set(sounds).size, 3);
  tones.length = 0;
  chimes.disarm();
  chimes.play('overtime');
  assert.equal([tones, told.at(-1)], [[], false]);
});

run();
