import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The cores processes are held to, so that what is measured and who measures do not take time from each other. */
export interface Cores {
  readonly server: number;
  readonly generator: number;
  /** Of a second node: the first one's where there are fewer than three. */
  readonly secondNode: number;
  /** Of Redis: the generator's where there are fewer than four. */
  readonly redis: number;
}

/** Undefined where there is no `taskset` or only one core for us. */
export function chooseCores(): Cores | undefined {
  if (process.platform !== 'linux') return undefined;
  const [server, generator, secondNode = server, redis = generator] = allowedCores();
  if (server === undefined || generator === undefined) return undefined;
  if (secondNode === undefined || redis === undefined) return undefined;
  const [command, ...args] = heldTo(generator, 'true');
  if (spawnSync(command, args).status !== 0) return undefined;
  return { server, generator, secondNode, redis };
}

type Command = [string, ...string[]];

/** The command that runs this one on `core`. It becomes the other: the same process, pipes and signals. */
export function heldTo(core: number | undefined, ...command: Command): Command {
  return core === undefined ? command : ['taskset', '-c', String(core), ...command];
}

/** Holds a process that runs already, with all of its threads. */
export function hold(pid: number, core: number | undefined): void {
  if (core !== undefined) spawnSync('taskset', ['-a', '-c', '-p', String(core), String(pid)]);
}

/** A container may have any of the machine's cores. */
function allowedCores(): number[] {
  const list = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return (list ?? '').split(',').flatMap((range) => {
    const [first = NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 || 0 }, (_, at) => first + at);
  });
}
