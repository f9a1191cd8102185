/** How a page comes back whose network failed: soon, and not at the same moment as all others. */
export const COME_BACK = {
  /** Milliseconds before the first try; each later one waits twice as long. */
  reconnectionDelay: 500,
  reconnectionDelayMax: 5_000,
  /** By which part a wait is longer or shorter than that, at random. */
  randomizationFactor: 0.5,
} as const;

/** Milliseconds before a server is asked again that would not have this page just now. */
const REFUSED_MS = 2_000;

/**
 * Milliseconds until the next try after the server ended the connection or refused it.
 *
 * @param isLeaving it said that it stops: another one is there, or will be in a moment.
 * @param random from 0 to 1.
 */
export function comeBackMs(isLeaving: boolean, random: number): number {
  return scattered(isLeaving ? COME_BACK.reconnectionDelay : REFUSED_MS, random);
}

/** `ms`, longer or shorter by up to {@link COME_BACK}'s part of it. */
export function scattered(ms: number, random: number): number {
  return ms * (1 + COME_BACK.randomizationFactor * (2 * random - 1));
}
