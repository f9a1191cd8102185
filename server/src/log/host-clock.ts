import { uptime } from 'node:os';

/** Milliseconds that the clocks of one machine may differ by rounding; more is a clock that was set, or a sleep. */
const STEP_MS = 2_000;
/** Milliseconds after which it is looked at again whether the machine has slept. */
const LOOK_MS = 1_000;

/** What a machine tells of the time, in milliseconds. */
export interface HostTimes {
  /** Since the epoch; may be set at any time. */
  wall(): number;
  /** Runs on whatever is set, but on some systems stands while the machine sleeps. */
  steady(): number;
  /** As `steady`, and goes on through a sleep; coarse. */
  awakeOrNot(): number;
}

const ofThisMachine: HostTimes = {
  wall: Date.now,
  steady: () => performance.now(),
  awakeOrNot: () => uptime() * 1_000,
};

/**
 * The machine's clock as it was at the start, running on steadily from there: setting
 * it while the server runs moves no timer and no stamp.
 */
export class HostClock {
  readonly #times: HostTimes;
  /** What the epoch's time is when `steady` is 0, without any sleep. */
  readonly #offset: number;
  /** What `awakeOrNot` is when `steady` is 0, without any sleep. */
  readonly #upAtZero: number;
  #asleepMs = 0;
  #lookedAt: number;

  constructor(times: HostTimes = ofThisMachine) {
    this.#times = times;
    const steady = times.steady();
    this.#offset = times.wall() - steady;
    this.#upAtZero = times.awakeOrNot() - steady;
    this.#lookedAt = steady;
  }

  /** Whole milliseconds since the epoch. */
  now(): number {
    const steady = this.#times.steady();
    if (steady - this.#lookedAt >= LOOK_MS) this.#look(steady);
    return Math.round(this.#offset + steady + this.#asleepMs);
  }

  /** What whoever runs the server should know, when the machine's clock was set meanwhile. */
  get warning(): string | undefined {
    const ms = this.#times.wall() - this.now();
    if (Math.abs(ms) <= STEP_MS) return undefined;
    const way = ms > 0 ? 'forward' : 'back';
    return `the machine's clock was set ${way} by ${spanText(ms)} while this server ran, which goes on by the old one; start it again to go by the new one`;
  }

  #look(steady: number): void {
    this.#lookedAt = steady;
    const asleepMs = this.#times.awakeOrNot() - this.#upAtZero - steady;
    if (asleepMs - this.#asleepMs > STEP_MS) this.#asleepMs = asleepMs;
  }
}

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const;

/** A span of time for people, in the largest unit of which there are two: `60 days`, `90 minutes`. */
export function spanText(ms: number): string {
  const found = UNITS.find(([, unitMs]) => Math.abs(ms) >= 2 * unitMs) ?? UNITS[3];
  return `${Math.round(Math.abs(ms) / found[1])} ${found[0]}`;
}

/** Before this was written: a clock that says so was never set. */
const EARLIEST_AT = Date.UTC(2026, 0, 1);

/** Whether no clock that is right says that time. */
export function isImpossible(now: number): boolean {
  return now < EARLIEST_AT;
}
