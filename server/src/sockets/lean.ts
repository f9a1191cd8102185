import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { IoServer, IoSocket } from './types.ts';

/** What Socket.IO keeps for each client, and this server has no use for. */

/**
 * Of the request that opens a WebSocket, what Engine.IO and `ws` read. They hold
 * on to it as long as the socket is open, and a whole one is 4 KB.
 */
function leanRequest({ method, url, headers, socket }: IncomingMessage): IncomingMessage {
  return { method, url, headers, socket, connection: socket } as unknown as IncomingMessage;
}

/**
 * How Engine.IO passes the end of a connection on to its middlewares, of which
 * there are none. It would keep the request, and an object for its answer.
 */
const TELL_MIDDLEWARES = '() => this.emit("close")';

/** Runs `attach`, and hands what it attached to the server no more of each request for a WebSocket than is read. */
export function withLeanRequests<T>(server: HttpServer, attach: () => T): T {
  const before = server.listeners('upgrade');
  const attached = attach();
  for (const listener of server.listeners('upgrade')) {
    if (before.includes(listener)) continue;
    server.off('upgrade', listener as () => void);
    server.on('upgrade', (request, socket, head) => {
      listener.call(server, leanRequest(request), socket, head);
      for (const onClose of socket.listeners('close')) {
        if (String(onClose) === TELL_MIDDLEWARES) socket.off('close', onClose as () => void);
      }
    });
  }
  return attached;
}

/** Rooms are sets by name for each socket and each room; who hears what is kept in `Audiences` instead. */
export function withoutRooms(io: IoServer): void {
  Object.assign(io.of('/').adapter, { addAll() {}, del() {}, delAll() {} });
}

const NOTHING = Object.freeze({});
/** Their ids are unique on a node, so that sockets may share what waits for an acknowledgement; nothing ever does. */
const ACKNOWLEDGEMENTS = new Map();

/** Lets go of what is only read until a socket is let in. */
export function forgetRequest(socket: IoSocket): void {
  Object.assign(socket.request, { headers: NOTHING, _query: NOTHING });
  Object.assign(socket.conn, { request: undefined });
  Object.assign(socket, { handshake: NOTHING, acks: ACKNOWLEDGEMENTS });
}
