import { readFileSync } from 'node:fs';

/** Of the times in `/proc`, a second, on every architecture Linux has. */
const TICKS = 100;
/** Where the two times stand behind the process's name, which may hold spaces. */
const USER = 11;
const SYSTEM = 12;

/** In `/proc/stat`, of the fields behind its name: user, nice, system, and what the machine below took. Interrupts are nobody's. */
const BUSY = [0, 1, 2, 7];

/** Seconds that all cores together have worked for processes, since the machine's start. */
export function machineSeconds(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const fields = line.split(/ +/).slice(1);
  return BUSY.reduce((sum, field) => sum + Number(fields[field]), 0) / TICKS;
}

/** Seconds of one core that a process has used since its start, by all of its threads; to a hundredth. */
export function cpuSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS;
}
