import type { Line } from './line.ts';

/** Milliseconds a client that was cut off has to take in its backlog before it is closed. */
const DRAIN_MS = 30_000;
/** Milliseconds between looks at whether it has. */
const CHECK_MS = 100;

/**
 * Calls `then` once a client has taken in all it was sent. One that does not
 * within {@link DRAIN_MS} is closed; it may come back and resume.
 */
export function onceDrained(line: Line, then: () => void): void {
  const { socket } = line;
  // Discarded, for what it never takes would hold up a closing in good order.
  const deadline = setTimeout(() => socket.conn.close(true), DRAIN_MS);
  const check = setInterval(() => {
    if (line.backlog > 0) return;
    stop();
    then();
  }, CHECK_MS);
  const stop = () => {
    clearTimeout(deadline);
    clearInterval(check);
    socket.off('disconnect', stop);
  };
  socket.once('disconnect', stop);
}
