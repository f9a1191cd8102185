import { suite } from '../lib/harness.ts';
import { flapping } from './cases/flapping.ts';
import { nodeKilled } from './cases/node-killed.ts';
import { rollingRestart } from './cases/rolling-restart.ts';
import { toldBadly } from './cases/told-badly.ts';
import { wrongClocks } from './cases/wrong-clocks.ts';
import { survives } from './short.ts';

const { test, run } = suite('faults of nodes and clocks');

test('FAULT-1 who was at a node that is killed goes on at another, and nothing acknowledged is lost', (t) =>
  survives(t, nodeKilled));

test('FAULT-5 clients that lose their network again and again miss nothing and get nothing twice', (t) =>
  survives(t, flapping));

test('FAULT-6 clocks an hour wrong, of nodes and of pages, change no time', (t) =>
  survives(t, wrongClocks));

test('FAULT-11 nodes restarted in turn under load fail no action', (t) =>
  survives(t, rollingRestart));

test('FAULT-12 entries told twice, out of order or not at all are folded once each, in order', (t) =>
  survives(t, toldBadly));

run();
