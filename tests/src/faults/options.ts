import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { AnyFault } from './fault.ts';
import { FAULTS } from './list.ts';

export interface Options {
  readonly list: boolean;
  readonly chosen: readonly AnyFault[];
  readonly seed: number;
}

/** A command line that asks for what there is not; the message says what there is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USAGE = 'usage: npm run faults -- [--list] [--only NAME]… [--seed N]';

/** @throws UsageError */
export function readOptions(args: string[]): Options {
  const { list, only, seed } = parse(args);
  const names = FAULTS.map(({ name }) => name);
  for (const name of only) {
    if (!names.includes(name)) {
      throw new UsageError(
        `there is no fault ${JSON.stringify(name)}; there are: ${names.join(', ')}`,
      );
    }
  }
  const chosen = FAULTS.filter(({ name }) => only.length === 0 || only.includes(name));
  return { list, chosen, seed: seed === undefined ? randomInt(2 ** 31) : whole(seed) };
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        list: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string' },
      },
    });
    return { ...values, seed: values.seed };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new UsageError(`--seed must be a whole number from 0, not ${JSON.stringify(text)}`);
  }
  return value;
}
