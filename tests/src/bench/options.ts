import { parseArgs } from 'node:util';

/** Seconds of votes before the measured ones: compiled code, grown buffers, a settled flush interval. */
export const WARM_UP_S = 3;
/** Questions that are voted for: what a hall has open at a time. */
export const QUESTIONS = 20;
/** Votes a second that one socket may send; the server refuses more. */
const PER_SOCKET = 10;

export interface Options {
  readonly list: boolean;
  readonly table: boolean;
  /** One scenario; absent, all of them. */
  readonly scenario: string | undefined;
  /** How long the votes are measured. */
  readonly seconds: number;
  readonly sockets: number;
  /** Votes a second, of all sockets together. */
  readonly rate: number;
}

/** A command line that asks for what there is not; the message says what there is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USAGE =
  'usage: npm run bench -- [--list] [--scenario NAME] [--table] [--seconds N] [--sockets N] [--rate N]';

/** @throws UsageError */
export function readOptions(args: string[]): Options {
  const { list, table, scenario, ...numbers } = parse(args);
  const seconds = positive('seconds', numbers.seconds);
  const sockets = positive('sockets', numbers.sockets);
  const rate = positive('rate', numbers.rate);
  if (sockets < 2) throw new UsageError('--sockets must be at least 2: one votes, another sees it');
  if (rate > sockets * PER_SOCKET) {
    throw new UsageError(
      `--rate ${rate} is too much for ${sockets} sockets: each may send ${PER_SOCKET} votes a second`,
    );
  }
  // Arrivals are random: leave a tenth for more of them than planned.
  const votes = rate * (seconds + WARM_UP_S) * 1.1;
  if (votes > sockets * QUESTIONS) {
    throw new UsageError(
      `${sockets} sockets have ${sockets * QUESTIONS} votes on ${QUESTIONS} questions, and ` +
        `--rate ${rate} for --seconds ${seconds} needs ${Math.ceil(votes)}`,
    );
  }
  return { list, table, scenario, seconds, sockets, rate };
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        list: { type: 'boolean', default: false },
        table: { type: 'boolean', default: false },
        scenario: { type: 'string' },
        seconds: { type: 'string', default: '15' },
        sockets: { type: 'string', default: '1000' },
        rate: { type: 'string', default: '200' },
      },
    });
    return { ...values, scenario: values.scenario };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new UsageError(`--${name} must be a whole number from 1, not ${JSON.stringify(text)}`);
  }
  return value;
}
