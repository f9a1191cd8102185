import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Context } from '../../lib/harness.ts';
import { startChild } from '../child.ts';
import type { FromGenerator, Orders, ToGenerator } from './orders.ts';

const GENERATOR = fileURLToPath(new URL('./generator.ts', import.meta.url));

export interface Generator {
  /** Gives one order and waits for what came of it. @throws when it could not be done. */
  order<Name extends keyof Orders>(
    name: Name,
    order: Parameters<Orders[Name]>[0],
  ): ReturnType<Orders[Name]>;
}

/** Starts the generator, held to `core` if there is one. */
export function startGenerator(t: Context, core: number | undefined): Generator {
  const child = startChild(t, GENERATOR, { core, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answers = on(child, 'message', { close: ['disconnect'] })[Symbol.asyncIterator]();
  const give = async (order: ToGenerator) => {
    child.send(order);
    const { done, value } = (await answers.next()) as IteratorResult<[FromGenerator], undefined>;
    if (done) throw new Error(`the generator ended before it could ${order.name}`);
    const [answer] = value;
    if (!answer.ok) throw new Error(`the generator could not ${order.name}: ${answer.trouble}`);
    return answer.result;
  };
  return {
    order: <Name extends keyof Orders>(name: Name, order: Parameters<Orders[Name]>[0]) =>
      give({ name, order } as ToGenerator) as ReturnType<Orders[Name]>,
  };
}
