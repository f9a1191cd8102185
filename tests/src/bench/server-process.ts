import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until, type Context } from '../lib/harness.ts';
import { hasEnded, startChild } from './child.ts';
import type { Memory } from './probe.ts';

const PROBE = new URL('./probe.ts', import.meta.url).href;

/** A server under test, in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  /** After a collection of its garbage. */
  memory(): Promise<Memory>;
}

/** Starts a server that says which port it has, held to `core` if there is one, and waits until it listens. */
export async function startServer(
  t: Context,
  file: URL,
  env: Record<string, string>,
  core: number | undefined,
): Promise<ServerProcess> {
  const child = startChild(t, fileURLToPath(file), {
    core,
    env,
    preload: PROBE,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    // Errors and worse, as the logger writes them.
    for (const [trouble] of text.matchAll(/^\{"level":[56]0.*$/gm)) console.error(trouble);
  });
  const found = await until(
    () => {
      if (hasEnded(child)) throw new Error(`the server ended: ${output}`);
      return /"port":(\d+)/.exec(output);
    },
    { what: 'the port of the server' },
  );
  return {
    port: Number(found[1]),
    pid: child.pid as number,
    async memory() {
      const answer = once(child, 'message');
      child.send('memory');
      const [memory] = (await answer) as [Memory];
      return memory;
    },
  };
}
