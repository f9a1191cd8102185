import { suite } from '../lib/harness.ts';
import { aofFlips } from './cases/aof-flips.ts';
import { bitFlips } from './cases/bit-flips.ts';
import { diskFull, diskFullRedis } from './cases/disk-full.ts';
import { tornAof } from './cases/torn-aof.ts';
import { tornRecord } from './cases/torn-record.ts';
import { survives } from './short.ts';

const { test, run } = suite('faults of disks');

test('FAULT-8 on a full disk reading goes on, and nothing acknowledged is lost', (t) =>
  survives(t, diskFull));

test('FAULT-8 on a full disk under Redis reading goes on, and nothing acknowledged is lost', (t) =>
  survives(t, diskFullRedis));

test('FAULT-9 of a record torn at any byte nothing is left, and everything before it is there', (t) =>
  survives(t, tornRecord));

test('FAULT-9 the same in the file of Redis', (t) => survives(t, tornAof));

test('FAULT-10 a bit turned over in a stored entry keeps the log shut, names the entry and is repaired', (t) =>
  survives(t, bitFlips));

test('FAULT-10 a bit turned over in the file of Redis keeps its event shut, and names the entry', (t) =>
  survives(t, aofFlips));

run();
