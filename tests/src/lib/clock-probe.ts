/** Preloaded into a server (`--import`): its clock, on every thread, is wrong by `CLOCK_SHIFT_MS`. */
const shiftMs = Number(process.env['CLOCK_SHIFT_MS']);
const now = Date.now;

class WrongDate extends Date {
  constructor(...args: unknown[]) {
    if (args.length === 0) super(WrongDate.now());
    else super(...(args as [number]));
  }

  static override now(): number {
    return now() + shiftMs;
  }
}

globalThis.Date = WrongDate as DateConstructor;
