import { parseArgs } from 'node:util';

export interface Options {
  readonly list: boolean;
  /** Small numbers and one run. */
  readonly quick: boolean;
  /** One scenario; absent, all of them. */
  readonly scenario: string | undefined;
}

/** A command line that asks for what there is not; the message says what there is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USAGE = 'usage: npm run bench -- [--list] [--scenario NAME] [--quick]';

/** @throws UsageError */
export function readOptions(args: string[]): Options {
  try {
    const { values } = parseArgs({
      args,
      options: {
        list: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        scenario: { type: 'string' },
      },
    });
    return { ...values, scenario: values.scenario };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}
