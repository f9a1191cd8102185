import type { Surface } from '@rostrum/shared/domain/roles';

/** How a page comes back whose network failed: soon, and not at the same moment as all others. */
export const COME_BACK = {
  /** Milliseconds before the first try; each later one waits twice as long. */
  reconnectionDelay: 500,
  reconnectionDelayMax: 5_000,
  /** By which part a wait is longer or shorter than that, at random. */
  randomizationFactor: 0.5,
} as const;

/** The longest wait where the hall looks on, so that it sees the truth within 2 s. These pages are few. */
const STAGE_MAX_MS = 1_500;

/** The waits of a surface: a phone, of which there are thousands, lets the server breathe. */
export function comeBackOf(surface: Surface): {
  readonly [Key in keyof typeof COME_BACK]: number;
} {
  return surface === 'phone' ? COME_BACK : { ...COME_BACK, reconnectionDelayMax: STAGE_MAX_MS };
}

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
