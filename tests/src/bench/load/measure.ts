import { setTimeout } from 'node:timers/promises';
import { cpuSeconds, machineSeconds } from '../usage.ts';
import type { Window } from './orders.ts';

/** What is counted meanwhile. */
interface Counted {
  readonly tally: { readonly patches: number; readonly bytes: number };
  readonly losses: readonly string[];
}

/** Begins to measure; the call it gives ends it. */
export function beginWindow(hall: Counted, pids: readonly number[]): () => Window {
  const look = () => ({
    at: performance.now(),
    cpu: pids.map(cpuSeconds),
    own: process.cpuUsage(),
    machine: machineSeconds(),
    ...hall.tally,
  });
  const before = look();
  return () => {
    const after = look();
    const own = after.own.user + after.own.system - before.own.user - before.own.system;
    const cpu = after.cpu.map((seconds, index) => seconds - (before.cpu[index] ?? NaN));
    const known = cpu.reduce((sum, seconds) => sum + seconds, own / 1e6);
    return {
      seconds: (after.at - before.at) / 1000,
      cpuSeconds: cpu,
      ownCpuSeconds: own / 1e6,
      othersCpuSeconds: Math.max(0, after.machine - before.machine - known),
      patches: after.patches - before.patches,
      bytes: after.bytes - before.bytes,
      lost: hall.losses.length,
    };
  };
}

/** Measures from `fromMs` from now for `lengthMs`. */
export async function measure(
  hall: Counted,
  pids: readonly number[],
  { fromMs, lengthMs }: { fromMs: number; lengthMs: number },
): Promise<Window> {
  await setTimeout(fromMs);
  const end = beginWindow(hall, pids);
  await setTimeout(lengthMs);
  return end();
}
