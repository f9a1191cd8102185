import type { Code, EventId } from '@rostrum/shared/domain/ids';
import type { Seals } from '../identity/seals.ts';
import { LogError, type Log } from '../log/log.ts';
import { Room, type Fanout } from './room.ts';

/** Milliseconds without a socket or a request after which a room is put away. */
const IDLE_MS = 60_000;

interface RoomsOptions {
  log: Log;
  fanout: Fanout;
  onTrouble: (error: unknown) => void;
  /** Told of what whoever runs the server should know. */
  onWarning?: (message: string) => void;
  idleMs?: number;
  /** Absent: what clients are told carries no seal. */
  seals?: Seals;
}

interface Place {
  room: Promise<Room>;
  /** Sockets and requests that use the room now. */
  users: number;
  timer: NodeJS.Timeout | undefined;
}

/** The rooms open on this node. A room is opened for its first user and put away when it has had none for a while. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #places = new Map<EventId, Place>();
  /** Codes of events that are open and created: a code stands for its event for ever. */
  readonly #codes = new Map<Code, EventId>();
  readonly #closing = new Set<Promise<void>>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#places.size;
  }

  /**
   * The event a code stands for.
   *
   * @throws LogError `lost` when nothing of the event is there: codes are taken for events that are.
   */
  async find(code: Code): Promise<EventId | undefined> {
    const known = this.#codes.get(code);
    if (known) return known;
    const event = await this.#options.log.findCode(code);
    if (!event) return undefined;
    return this.with(event, (room) => {
      if (!room.state.info) {
        throw new LogError('lost', `event ${code}: none of its entries is there`);
      }
      this.#codes.set(code, event);
      return event;
    });
  }

  /** Opens the room, or joins those who use it. Who has entered must `leave` once. */
  enter(event: EventId): Promise<Room> {
    const place = this.#places.get(event) ?? this.#open(event);
    clearTimeout(place.timer);
    place.timer = undefined;
    place.users += 1;
    return place.room;
  }

  leave(event: EventId): void {
    const place = this.#places.get(event);
    if (!place) return;
    place.users -= 1;
    if (place.users === 0) this.#putAwayLater(event, place);
  }

  /** Runs `use` with the room and leaves it afterwards. */
  async with<T>(event: EventId, use: (room: Room) => T | Promise<T>): Promise<T> {
    const room = await this.enter(event);
    try {
      return await use(room);
    } finally {
      this.leave(event);
    }
  }

  /** Waits until every room has answered what it was asked so far, and told its sockets. */
  async settle(): Promise<void> {
    const rooms = [...this.#places.values()].map(({ room }) => room);
    await Promise.allSettled(rooms.map(async (room) => (await room).settle()));
  }

  /** Closes every room: what is unsent is sent, what is folded is kept as a snapshot. */
  async close(): Promise<void> {
    for (const event of [...this.#places.keys()]) this.#putAway(event);
    await Promise.all(this.#closing);
  }

  #open(event: EventId): Place {
    const { idleMs: _idleMs, ...options } = this.#options;
    const onBroken = () => this.#putAway(event);
    const room = Room.open({ ...options, event, onBroken });
    const place: Place = { room, users: 0, timer: undefined };
    this.#places.set(event, place);
    // After a failure nobody has entered, and the next to come tries anew.
    room.catch(() => {
      if (this.#places.get(event) === place) this.#places.delete(event);
    });
    return place;
  }

  #putAwayLater(event: EventId, place: Place): void {
    place.timer = setTimeout(
      () => this.#putAwayIfIdle(event, place),
      this.#options.idleMs ?? IDLE_MS,
    );
    place.timer.unref();
  }

  async #putAwayIfIdle(event: EventId, place: Place): Promise<void> {
    const room = await place.room;
    if (place.users > 0) return;
    if (room.isBusy) this.#putAwayLater(event, place);
    else this.#putAway(event);
  }

  #putAway(event: EventId): void {
    const place = this.#places.get(event);
    if (!place) return;
    clearTimeout(place.timer);
    this.#places.delete(event);
    for (const [code, of] of this.#codes) if (of === event) this.#codes.delete(code);
    const closing = place.room
      .then((room) => room.close())
      .catch(this.#options.onTrouble)
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
