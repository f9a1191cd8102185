import type { Server as HttpServer } from 'node:http';
import type { EventId, LinkId, ParticipantId } from '@rostrum/shared/domain/ids';
import { linkTrouble } from '@rostrum/shared/domain/roles';
import type { Audience } from '@rostrum/shared/domain/view';
import type { PatchMessage } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import type { Steer } from '@rostrum/shared/protocol/displays';
import type { Presence as Counts } from '@rostrum/shared/protocol/presence';
import { MESSAGE_MAX_BYTES } from '@rostrum/shared/domain/limits';
import { Server } from 'socket.io';
import { isOwnOrigin, type OwnAddress } from '../identity/origin.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Sources } from '../identity/source.ts';
import type { Presence } from '../live/presence.ts';
import type { Metrics } from '../metrics.ts';
import type { Fanout, Room } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { Audiences, isCrew, presenceFor } from './audiences.ts';
import { receive } from './handshake.ts';
import { forgetRequest, withLeanRequests, withoutRooms } from './lean.ts';
import { Line } from './line.ts';
import { Meter } from './meter.ts';
import { packetOf, SharedPackets } from './packet.ts';
import type { Tools } from './tools.ts';
import { dismiss, type IoServer, type IoSocket } from './types.ts';
import { Visit } from './visit.ts';
import { Wires } from './wire.ts';

/** Milliseconds between heartbeats: the only traffic while nothing changes. */
const PING_EVERY_MS = 15_000;
/** Milliseconds without an answer after which a connection is dead; with the above, how late a phone can learn that it is. */
const PING_ANSWER_MS = 10_000;
/** Milliseconds between looks at whether the links of open crew surfaces have expired. */
const EXPIRY_CHECK_MS = 30_000;

interface GatewayOptions extends OwnAddress {
  server: HttpServer;
  rooms: Rooms;
  sessions: Sessions;
  sources: Sources;
  metrics: Metrics;
  presence: Presence;
  onTrouble: (error: unknown) => void;
}

/** The sockets of this node. */
export class Gateway implements Fanout {
  readonly #options: GatewayOptions;
  readonly #io: IoServer;
  readonly #tools: Tools;
  readonly #audiences = new Map<Room, Audiences>();
  readonly #expiryCheck: NodeJS.Timeout;

  constructor(options: GatewayOptions) {
    const { server, rooms, sessions, sources, onTrouble } = options;
    this.#options = options;
    this.#tools = {
      metrics: options.metrics,
      presence: options.presence,
      packets: new SharedPackets(),
      meter: new Meter(),
      wires: new Wires(onTrouble),
    };
    this.#io = withLeanRequests(
      server,
      () =>
        new Server(server, {
          serveClient: false,
          maxHttpBufferSize: MESSAGE_MAX_BYTES,
          pingInterval: PING_EVERY_MS,
          pingTimeout: PING_ANSWER_MS,
          perMessageDeflate: false,
          httpCompression: false,
          allowRequest: (request, answer) => answer(null, isOwnOrigin(request.headers, options)),
        }),
    );
    withoutRooms(this.#io);
    this.#io.use((socket, pass) => {
      const { auth, headers, address } = socket.handshake;
      receive(auth, headers, sessions, rooms, sources.of(headers, address))
        .then((visitor) => {
          if ('reason' in visitor) return pass(new Error(visitor.reason));
          socket.data.visitor = visitor;
          // That it is let in, and what it begins with.
          this.#tools.wires.of(socket)?.gather();
          pass();
        })
        .catch((error: unknown) => {
          onTrouble(error);
          pass(new Error('unavailable'));
        });
    });
    this.#io.on('connection', (socket) => this.#welcome(socket));
    this.#expiryCheck = setInterval(() => this.#dismissExpired(), EXPIRY_CHECK_MS);
    this.#expiryCheck.unref();
  }

  patch(room: Room, audience: Audience, patch: PatchMessage): void {
    this.#audiences.get(room)?.patch(audience, patch);
    this.#options.metrics.patches.inc({ audience });
  }

  mine(room: Room, authors: ReadonlySet<ParticipantId>, voters: ReadonlySet<ParticipantId>): void {
    const audiences = this.#audiences.get(room);
    for (const author of authors) audiences?.mine(author, 1);
    // The socket that voted knows; only this person's other ones need telling.
    for (const voter of voters) if (!authors.has(voter)) audiences?.mine(voter, 2);
  }

  links(room: Room, links: ReadonlySet<LinkId>): void {
    for (const socket of this.#sockets()) {
      const { event, link } = socket.data.visitor;
      if (event === room.event && link && links.has(link)) dismissIfTrouble(socket, link, room);
    }
  }

  broken({ event }: Room): void {
    for (const socket of this.#sockets()) {
      if (socket.data.visitor.event === event) dismiss(socket, 'unavailable');
    }
  }

  /** Who is here has changed. */
  presence(event: EventId, counts: Counts): void {
    for (const [room, audiences] of this.#audiences) {
      if (room.event === event) audiences.presence(counts);
    }
  }

  /** Hands a display what it is told to do, if it is here. O(sockets), as often as somebody of the crew presses. */
  steer(event: EventId, { page, order }: Steer): void {
    for (const socket of this.#sockets()) {
      const { visitor } = socket.data;
      if (visitor.event === event && visitor.display?.page === page) socket.emit('steer', order);
    }
  }

  costMs(room: Room): number {
    return this.#tools.meter.costMs(this.#audiences.get(room)?.size ?? 0);
  }

  /** Tells every client to come back elsewhere or later, and closes its connection. */
  async close(): Promise<void> {
    clearInterval(this.#expiryCheck);
    for (const audiences of this.#audiences.values()) audiences.finish();
    for (const socket of this.#sockets()) socket.emit('bye', { reason: 'unavailable' });
    await this.#io.close();
  }

  #sockets(): Iterable<IoSocket> {
    return this.#io.of('/').sockets.values();
  }

  #welcome(socket: IoSocket): void {
    const { rooms, metrics, onTrouble } = this.#options;
    const { event, surface, link, place } = socket.data.visitor;
    forgetRequest(socket);
    const line = new Line(socket, this.#tools.wires);
    const entered = rooms.enter(event);
    new Visit({ line, room: entered, tools: this.#tools, onEnd: this.#onEnd });
    metrics.sockets.inc({ surface });
    entered
      .then((room) => {
        // It may have left, or its link been revoked, while the room was opened.
        if (!socket.connected || (link && dismissIfTrouble(socket, link, room))) return;
        this.#enter(line, room, place);
      })
      .catch((error: unknown) => {
        onTrouble(error);
        dismiss(socket, 'unavailable');
      });
  }

  #enter(line: Line, room: Room, place: Place | undefined): void {
    const audiences = this.#audiences.get(room) ?? new Audiences(room, this.#tools);
    this.#audiences.set(room, audiences);
    audiences.enter(line, place);
    const { presence } = this.#options;
    const { visitor } = line.socket.data;
    presence.enter(visitor);
    if (isCrew(visitor.audience)) {
      const counts = presenceFor(visitor.audience, presence.counts(room.event));
      line.send(packetOf('presence', counts));
    }
  }

  readonly #onEnd = ({ line, room }: Visit): void => {
    const { metrics, onTrouble } = this.#options;
    const { conn, data } = line.socket;
    // Without its request, nobody else can come in by this connection.
    conn.close();
    this.#options.presence.leave(data.visitor);
    metrics.sockets.dec({ surface: data.visitor.surface });
    room.then((entered) => this.#leave(line, entered)).catch(onTrouble);
  };

  #leave(line: Line, room: Room): void {
    const audiences = this.#audiences.get(room);
    audiences?.leave(line);
    if (audiences?.isEmpty) this.#audiences.delete(room);
    this.#options.rooms.leave(room.event);
  }

  #dismissExpired(): void {
    const { rooms, onTrouble } = this.#options;
    for (const socket of this.#sockets()) {
      const { event, link } = socket.data.visitor;
      if (!link) continue;
      rooms.with(event, (room) => dismissIfTrouble(socket, link, room)).catch(onTrouble);
    }
  }
}

/** Ends a socket whose role link no longer gives a role; true if it did. */
function dismissIfTrouble(socket: IoSocket, link: LinkId, room: Room): boolean {
  const reason = linkTrouble(room.state.links.get(link), room.now());
  if (!reason) return false;
  dismiss(socket, reason);
  return true;
}
