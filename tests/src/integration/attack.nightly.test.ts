import { suite } from '../lib/harness.ts';
import { attack } from './attack.ts';

const { test, run } = suite('attack');

test('INTAKE-12 while 500 browsers ask ten questions each within seconds, people and moderators go on', (t) =>
  attack(t, 500));

run();
