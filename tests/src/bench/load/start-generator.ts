import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Context } from '../../lib/harness.ts';
import { startChild } from '../child.ts';
import type { FromGenerator, Load, ToGenerator } from './messages.ts';

const GENERATOR = fileURLToPath(new URL('./generator.ts', import.meta.url));

export interface Generator {
  /** Waits for its next report, which must be of this type. @throws when it ended instead. */
  hear<Type extends FromGenerator['type']>(
    type: Type,
  ): Promise<Extract<FromGenerator, { type: Type }>>;
  go(): void;
}

/** Starts the generator, held to `core` if there is one, and tells it its load. */
export function startGenerator(t: Context, load: Load, core: number | undefined): Generator {
  const child = startChild(t, GENERATOR, { core, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const reports = on(child, 'message', { close: ['disconnect'] })[Symbol.asyncIterator]();
  const tell = (message: ToGenerator) => void child.send(message);
  tell({ type: 'start', load });
  return {
    go: () => tell({ type: 'go' }),
    async hear<Type extends FromGenerator['type']>(type: Type) {
      const { done, value } = (await reports.next()) as IteratorResult<[FromGenerator], undefined>;
      if (done) throw new Error(`the generator ended before it was ${type}`);
      const [report] = value;
      if (report.type !== type) throw new Error(`the generator is ${report.type}, not ${type}`);
      return report as Extract<FromGenerator, { type: Type }>;
    },
  };
}
