import type { Packet } from './packet.ts';
import type { IoSocket } from './types.ts';
import { backlogOf, type Wire, type Wires } from './wire.ts';

/** Bytes a client may have waiting. A phone on hall Wi-Fi that is this far behind needs the state, not the story. */
const BACKLOG_MAX = 256 * 1024;

/** The line to one client: what is sent on it arrives whole, and in the order in which it was sent. */
export class Line {
  readonly socket: IoSocket;
  readonly #wires: Wires;
  #wire: Wire | undefined;

  constructor(socket: IoSocket, wires: Wires) {
    this.socket = socket;
    this.#wires = wires;
  }

  /** Writes the frame as it is where that can be done, and hands the message to Socket.IO where not; true if it was the frame. */
  send({ name, message, frame }: Packet): boolean {
    // A client that polled may have a WebSocket by now.
    this.#wire ??= this.#wires.of(this.socket);
    if (this.#wire?.write(frame)) return true;
    this.socket.emit(name, message as never);
    return false;
  }

  /** Bytes sent that its connection has not taken in yet. */
  get backlog(): number {
    return this.#wire?.backlog ?? backlogOf(this.socket);
  }

  /** Whether it is too far behind to be sent more. */
  get isBehind(): boolean {
    return this.backlog > BACKLOG_MAX;
  }
}
