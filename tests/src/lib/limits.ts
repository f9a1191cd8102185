/**
 * Milliseconds after which a test is taken to hang. It measures nothing: on a
 * machine that is busy with other work a test may take most of it.
 */
export const LIMIT_MS = 300_000;
/** The same of one thing that a test waits for, which it then names before its own time is up. */
export const WAIT_MS = LIMIT_MS / 3;
