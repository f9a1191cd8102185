import { suite } from '../lib/harness.ts';
import { malformed } from './cases/malformed.ts';
import { neverRead } from './cases/never-read.ts';
import { survives } from './short.ts';

const { test, run } = suite('faults of clients');

test('FAULT-7 fifty clients that never read cost their node little memory', (t) =>
  survives(t, neverRead));

test('FAULT-14 messages and frames that are wrong in any way are refused, change nothing and end nothing', (t) =>
  survives(t, malformed));

run();
