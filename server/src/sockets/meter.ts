/** Microseconds that one line costs until it has been measured: what one write to a socket takes. */
const FIRST_GUESS_US = 15;
/** How much the latest lines count in the running mean. */
const WEIGHT = 0.2;
/** Fewer lines than this are not worth the measuring, and their figure is mostly the clock's own. */
const MEASURED_MIN = 32;

/** What it costs this thread to send one patch on one line, from those sent lately. */
export class Meter {
  #perLineUs = FIRST_GUESS_US;

  /** Runs `send`, which says on how many lines it sent. */
  measure(send: () => number): void {
    const before = process.threadCpuUsage();
    const lines = send();
    if (lines < MEASURED_MIN) return;
    const { user, system } = process.threadCpuUsage(before);
    this.#perLineUs += WEIGHT * ((user + system) / lines - this.#perLineUs);
  }

  /** Milliseconds of this thread that one patch on so many lines takes. */
  costMs(lines: number): number {
    return (lines * this.#perLineUs) / 1000;
  }
}
