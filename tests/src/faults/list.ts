import { aofFlips } from './cases/aof-flips.ts';
import { bitFlips } from './cases/bit-flips.ts';
import { diskFull, diskFullRedis } from './cases/disk-full.ts';
import { failOver } from './cases/fail-over.ts';
import { flapping } from './cases/flapping.ts';
import { malformed } from './cases/malformed.ts';
import { neverRead } from './cases/never-read.ts';
import { nodeKilled } from './cases/node-killed.ts';
import { redisCut } from './cases/redis-cut.ts';
import { redisEmptied } from './cases/redis-emptied.ts';
import { redisKilled } from './cases/redis-killed.ts';
import { redisStopped } from './cases/redis-stopped.ts';
import { rollingRestart } from './cases/rolling-restart.ts';
import { slotMoved } from './cases/slot-moved.ts';
import { toldBadly } from './cases/told-badly.ts';
import { tornAof } from './cases/torn-aof.ts';
import { tornRecord } from './cases/torn-record.ts';
import { wrongClocks } from './cases/wrong-clocks.ts';
import type { AnyFault } from './fault.ts';

/** In the order of the rules FAULT-1, FAULT-2 … of the specification; some have two. */
export const FAULTS: readonly AnyFault[] = [
  nodeKilled,
  redisKilled,
  redisStopped,
  redisCut,
  flapping,
  wrongClocks,
  neverRead,
  diskFull,
  diskFullRedis,
  tornRecord,
  tornAof,
  bitFlips,
  aofFlips,
  rollingRestart,
  toldBadly,
  redisEmptied,
  malformed,
  failOver,
  slotMoved,
];
