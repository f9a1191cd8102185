import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The cores two processes are held to, so that neither takes time from the other. */
export interface Pinning {
  readonly server: number;
  readonly generator: number;
}

/** Undefined where there is no `taskset` or only one core for us. */
export function choosePinning(): Pinning | undefined {
  if (process.platform !== 'linux') return undefined;
  const [server, generator] = allowedCores();
  if (server === undefined || generator === undefined) return undefined;
  const [command, ...args] = heldTo(generator, 'true');
  return spawnSync(command, args).status === 0 ? { server, generator } : undefined;
}

type Command = [string, ...string[]];

/** The command that runs this one on `core`. It becomes the other: the same process, pipes and signals. */
export function heldTo(core: number | undefined, ...command: Command): Command {
  return core === undefined ? command : ['taskset', '-c', String(core), ...command];
}

/** A container may have any of the machine's cores. */
function allowedCores(): number[] {
  const list = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return (list ?? '').split(',').flatMap((range) => {
    const [first = NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 || 0 }, (_, at) => first + at);
  });
}
