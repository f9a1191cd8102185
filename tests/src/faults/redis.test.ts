import { suite } from '../lib/harness.ts';
import { failOver } from './cases/fail-over.ts';
import { redisCut } from './cases/redis-cut.ts';
import { redisEmptied } from './cases/redis-emptied.ts';
import { redisKilled } from './cases/redis-killed.ts';
import { redisStopped } from './cases/redis-stopped.ts';
import { slotMoved } from './cases/slot-moved.ts';
import { survives } from './short.ts';

const { test, run } = suite('faults of Redis');

test('FAULT-2 a Redis killed under load and started again has everything that was acknowledged', (t) =>
  survives(t, redisKilled));

test('FAULT-3 while Redis stands still nothing is acknowledged, and the same ids are sent again', (t) =>
  survives(t, redisStopped));

test('FAULT-4 a node cut off from Redis in any way is not ready, costs little, and goes on after', (t) =>
  survives(t, redisCut));

test('FAULT-13 a Redis that was emptied is refused and never begun anew, until its data is back', (t) =>
  survives(t, redisEmptied));

test('FAULT-15 what Redis loses when a replica takes over is noticed, and everyone agrees after', (t) =>
  survives(t, failOver));

test('FAULT-15 slots that move from master to master under load lose nothing', (t) =>
  survives(t, slotMoved));

run();
