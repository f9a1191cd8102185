import type { Server as HttpServer } from 'node:http';
import type { LinkId, ParticipantId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import { linkTrouble } from '@rostrum/shared/domain/roles';
import type { Audience } from '@rostrum/shared/domain/view';
import type { PatchMessage } from '@rostrum/shared/protocol/down';
import { MESSAGE_MAX_BYTES } from '@rostrum/shared/protocol/up';
import { Server } from 'socket.io';
import { isOwnOrigin } from '../identity/origin.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Metrics } from '../metrics.ts';
import type { Fanout, Room } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { cutIfBehind } from './backlog.ts';
import { catchUp } from './catch-up.ts';
import { receive } from './handshake.ts';
import { audienceRoom, dismiss, ownRoom, type IoServer, type IoSocket } from './types.ts';
import { Visit } from './visit.ts';

/** Milliseconds between heartbeats: the only traffic while nothing changes. */
const PING_EVERY_MS = 15_000;
/** Milliseconds without an answer after which a connection is dead; with the above, how late a phone can learn that it is. */
const PING_ANSWER_MS = 10_000;
/** Milliseconds between looks at whether the links of open crew surfaces have expired. */
const EXPIRY_CHECK_MS = 30_000;

interface GatewayOptions {
  server: HttpServer;
  rooms: Rooms;
  sessions: Sessions;
  metrics: Metrics;
  /** The only origin pages may come from; undefined for the host the request names. */
  origin: string | undefined;
  onTrouble: (error: unknown) => void;
}

/** The sockets of this node. */
export class Gateway implements Fanout {
  readonly #options: GatewayOptions;
  readonly #io: IoServer;
  readonly #expiryCheck: NodeJS.Timeout;

  constructor(options: GatewayOptions) {
    const { server, rooms, sessions, origin } = options;
    this.#options = options;
    this.#io = new Server(server, {
      serveClient: false,
      maxHttpBufferSize: MESSAGE_MAX_BYTES,
      pingInterval: PING_EVERY_MS,
      pingTimeout: PING_ANSWER_MS,
      perMessageDeflate: false,
      httpCompression: false,
      cors: { origin: false },
      allowRequest: (request, answer) => answer(null, isOwnOrigin(request.headers, origin)),
    });
    this.#io.use((socket, pass) => {
      receive(socket.handshake.auth, socket.handshake.headers, sessions, rooms)
        .then((visitor) => {
          if ('reason' in visitor) return pass(new Error(visitor.reason));
          socket.data.visitor = visitor;
          pass();
        })
        .catch((error: unknown) => {
          options.onTrouble(error);
          pass(new Error('unavailable'));
        });
    });
    this.#io.on('connection', (socket) => this.#welcome(socket));
    this.#expiryCheck = setInterval(() => this.#dismissExpired(), EXPIRY_CHECK_MS);
    this.#expiryCheck.unref();
  }

  patch(room: Room, audience: Audience, patch: PatchMessage): void {
    const name = audienceRoom(room.event, audience);
    this.#io.to(name).emit('patch', patch);
    this.#options.metrics.patches.inc({ audience });
    this.#cutThoseBehind(room, name);
  }

  mine(room: Room, authors: ReadonlySet<ParticipantId>, voters: ReadonlySet<ParticipantId>): void {
    for (const author of authors) this.#mine(room, author, 1);
    // The socket that voted knows; only this person's other ones need telling.
    for (const voter of voters) if (!authors.has(voter)) this.#mine(room, voter, 2);
  }

  links(room: Room, links: ReadonlySet<LinkId>): void {
    for (const socket of this.#io.of('/').sockets.values()) {
      const { event, link } = socket.data.visitor;
      if (event === room.event && link && links.has(link)) dismissIfTrouble(socket, link, room);
    }
  }

  broken({ event }: Room): void {
    for (const socket of this.#io.of('/').sockets.values()) {
      if (socket.data.visitor.event === event) dismiss(socket, 'unavailable');
    }
  }

  /** Tells every client to come back elsewhere or later, and closes its connection. */
  async close(): Promise<void> {
    clearInterval(this.#expiryCheck);
    this.#io.emit('bye', { reason: 'unavailable' });
    await this.#io.close();
  }

  #welcome(socket: IoSocket): void {
    const { rooms, metrics, onTrouble } = this.#options;
    const { event, surface, link, place } = socket.data.visitor;
    const entered = rooms.enter(event);
    new Visit(socket, entered, metrics);
    metrics.sockets.inc({ surface });
    socket.once('disconnect', () => {
      metrics.sockets.dec({ surface });
      entered.then(() => rooms.leave(event)).catch(onTrouble);
    });
    entered
      .then((room) => {
        // It may have left, or its link been revoked, while the room was opened.
        if (!socket.connected || (link && dismissIfTrouble(socket, link, room))) return;
        void socket.join(roomsOf(socket));
        catchUp(socket, room, place);
      })
      .catch((error: unknown) => {
        onTrouble(error);
        dismiss(socket, 'unavailable');
      });
  }

  #socketsIn(room: string): IoSocket[] {
    const { sockets, adapter } = this.#io.of('/');
    return [...(adapter.rooms.get(room) ?? [])].flatMap((id) => sockets.get(id) ?? []);
  }

  #mine(room: Room, participant: ParticipantId, atLeast: number): void {
    const name = ownRoom(room.event, participant);
    if ((this.#io.of('/').adapter.rooms.get(name)?.size ?? 0) < atLeast) return;
    this.#io.to(name).emit('mine', mineOf(room.state, participant));
    this.#cutThoseBehind(room, name);
  }

  /** Of those in a Socket.IO room: each has been told all there is so far. */
  #cutThoseBehind(room: Room, name: string): void {
    const place = { seq: room.state.seq, mark: room.mark };
    for (const socket of this.#socketsIn(name)) {
      const cut = cutIfBehind(socket, roomsOf(socket), () => catchUp(socket, room, place));
      if (cut) this.#options.metrics.cutSockets.inc();
    }
  }

  #dismissExpired(): void {
    const { rooms, onTrouble } = this.#options;
    for (const socket of this.#io.of('/').sockets.values()) {
      const { event, link } = socket.data.visitor;
      if (!link) continue;
      rooms.with(event, (room) => dismissIfTrouble(socket, link, room)).catch(onTrouble);
    }
  }
}

/** The Socket.IO rooms a socket hears: its audience's, and its person's own. */
function roomsOf(socket: IoSocket): string[] {
  const { event, audience, participant } = socket.data.visitor;
  return [audienceRoom(event, audience), ownRoom(event, participant)];
}

/** Ends a socket whose role link no longer gives a role; true if it did. */
function dismissIfTrouble(socket: IoSocket, link: LinkId, room: Room): boolean {
  const reason = linkTrouble(room.state.links.get(link), room.now());
  if (!reason) return false;
  dismiss(socket, reason);
  return true;
}
