/** One exchange with the server: when it was asked and answered here, and the log's clock in between. Milliseconds. */
export interface Sample {
  askedAt: number;
  answeredAt: number;
  serverAt: number;
}

/** Samples kept: the best of them decides, so that one slow exchange does no harm. */
const KEPT = 8;
/** By how much of the time that passes a correction is let in: a second then takes 0.95 to 1.05 of one. */
const SLEW = 0.05;
/** Milliseconds. What is as wrong as this is put right at once: slewed, it would stay wrong for long. */
const JUMP_MS = 2_000;
/** Milliseconds by which a machine's two clocks may drift apart between two looks at them. */
const STEP_MS = 1_000;

/**
 * The log's clock, as far as it can be known from here. The server's time in an
 * answer is taken to be that of the exchange's middle (RFC 5905, section 8); of
 * the latest samples the one with the shortest round trip is the closest. A
 * correction is let in little by little, so that this clock never stands or
 * runs backwards, but for the first one and one of seconds.
 */
export class ServerClock {
  #samples: Sample[] = [];
  /** What the samples say, and what was believed when they last changed their mind. */
  #offsetMs: number;
  #before: { offsetMs: number; at: number };
  #isMeasured = false;

  /** `serverAt` is a first reading, as old as the page took to come here. */
  constructor(serverAt: number, now: number) {
    this.#offsetMs = serverAt - now;
    this.#before = { offsetMs: this.#offsetMs, at: now };
  }

  add(sample: Sample): void {
    // This machine's clock was set back in between: nothing can be learnt from that.
    if (roundTrip(sample) < 0) return;
    this.#samples = [...this.#samples, sample].slice(-KEPT);
    const best = this.#samples.reduce((a, b) => (roundTrip(b) < roundTrip(a) ? b : a));
    const now = sample.answeredAt;
    const offsetMs = best.serverAt - (best.askedAt + best.answeredAt) / 2;
    const believed = this.at(now) - now;
    // By half its way there and back a sample may be wrong.
    const jumpsAtMs = JUMP_MS + roundTrip(best) / 2;
    const jumps = !this.#isMeasured || Math.abs(offsetMs - believed) >= jumpsAtMs;
    this.#before = { offsetMs: jumps ? offsetMs : believed, at: now };
    this.#offsetMs = offsetMs;
    this.#isMeasured = true;
  }

  /** What the samples said counts no more: this machine slept, or is on another network. */
  forget(): void {
    this.#samples = [];
  }

  /** The log's clock when this machine's says `now`. */
  at(now: number): number {
    const { offsetMs, at } = this.#before;
    const letIn = Math.max(0, now - at) * SLEW;
    const missing = this.#offsetMs - offsetMs;
    return now + offsetMs + Math.sign(missing) * Math.min(Math.abs(missing), letIn);
  }
}

/**
 * Whether this machine's clock was set, or the machine slept, since it was asked
 * last: both clocks run on by themselves, and only then part.
 */
export class StepWatch {
  #apartMs: number;

  /** @param steady a clock that nobody sets, as `performance.now()`. */
  constructor(now: number, steady: number) {
    this.#apartMs = now - steady;
  }

  hasStepped(now: number, steady: number): boolean {
    const apartMs = now - steady;
    const byMs = Math.abs(apartMs - this.#apartMs);
    this.#apartMs = apartMs;
    return byMs >= STEP_MS;
  }
}

function roundTrip({ askedAt, answeredAt }: Sample): number {
  return answeredAt - askedAt;
}

/** Milliseconds until a counter that began at one of `anchors` next turns a second. */
export function untilNextSecond(now: number, anchors: readonly number[]): number {
  const waits = anchors.map((anchor) => 1000 - ((((now - anchor) % 1000) + 1000) % 1000));
  return Math.min(1000, ...waits);
}
