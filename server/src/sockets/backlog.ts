import type { IoSocket } from './types.ts';

/** Bytes a socket may have waiting. A phone on hall Wi-Fi that is this far behind needs the state, not the story. */
const BACKLOG_MAX = 256 * 1024;
/** Milliseconds a cut socket has to take in its backlog before it is closed. */
const DRAIN_MS = 30_000;
/** Milliseconds between looks at whether it has. */
const CHECK_MS = 100;

/**
 * Bytes written to a socket that its connection has not taken yet: in Engine.IO's
 * buffer, and in that of the WebSocket below it.
 */
function backlogOf(socket: IoSocket): number {
  const { writeBuffer, transport } = socket.conn as unknown as {
    writeBuffer: { data?: string | Buffer }[];
    transport: { socket?: { bufferedAmount?: number } };
  };
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += data ? Buffer.byteLength(data) : 0;
  return bytes;
}

/** Whether a socket is too far behind to be sent more. */
export function isBehind(socket: IoSocket): boolean {
  return backlogOf(socket) > BACKLOG_MAX;
}

/**
 * When a socket is too far behind, takes it out of `rooms`, so that nothing more
 * is buffered for it. Once it has taken in what there is, calls `catchUp` and
 * lets it in again. One that does not within {@link DRAIN_MS} is closed; it may
 * come back and resume.
 */
export function cutIfBehind(socket: IoSocket, rooms: string[], catchUp: () => void): boolean {
  if (!isBehind(socket)) return false;
  for (const room of rooms) void socket.leave(room);
  // Discarded, for what it never takes would hold up a closing in good order.
  const deadline = setTimeout(() => socket.conn.close(true), DRAIN_MS);
  const check = setInterval(() => {
    if (backlogOf(socket) > 0) return;
    stop();
    catchUp();
    void socket.join(rooms);
  }, CHECK_MS);
  const stop = () => {
    clearTimeout(deadline);
    clearInterval(check);
    socket.off('disconnect', stop);
  };
  socket.once('disconnect', stop);
  return true;
}
