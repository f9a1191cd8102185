import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, Code } from '@rostrum/shared/domain/ids';
import type { Mode } from '@rostrum/shared/domain/mode';
import type { Outcome, Reason } from '@rostrum/shared/domain/reasons';
import { mayRetry } from '@rostrum/shared/domain/retry';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { DownEvents } from '@rostrum/shared/protocol/down';
import type { DisplayReport, Steer } from '@rostrum/shared/protocol/displays';
import type { Focus } from '@rostrum/shared/protocol/presence';
import type { Place } from '@rostrum/shared/protocol/place';
import type { ActAnswer, Hello, UpEvents } from '@rostrum/shared/protocol/up';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { io, type Socket } from 'socket.io-client';
import type { Sample } from './clock.ts';
import { comeBackMs, comeBackOf } from './come-back.ts';
import { SwallowedUpgrade } from './swallowed-upgrade.ts';

/** Milliseconds without an answer after which an action's outcome is unknown. */
const ANSWER_MS = 8_000;

export interface ConnectionOptions extends Omit<DownEvents, 'bye'> {
  code: Code;
  surface: Surface;
  /** Where this page is, told at every connect; undefined where it needs everything. */
  place: () => Place | undefined;
  /** The socket is there: everything may be sent. */
  onOpen: () => void;
  /** The socket is gone; another try is under way. `heardAt` is when it was last known to be there, on this machine's clock. */
  onClose: (heardAt: number) => void;
  /** There will be no other try, and why. */
  onEnd: (reason: Reason) => void;
}

/** This page's socket, for as long as the page is open. It comes back by itself, at scattered times. */
export class Connection {
  readonly #socket: Socket<DownEvents, UpEvents>;
  readonly #options: ConnectionOptions;
  readonly #swallowed: SwallowedUpgrade;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  /** The server said that it stops. */
  #isLeaving = false;
  #heardAt = Date.now();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const socket: Socket<DownEvents, UpEvents> = io({
      auth: (give) => give(this.#hello()),
      // A WebSocket first, for a short way; what a proxy will not upgrade polls.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      ...comeBackOf(options.surface),
    });
    this.#socket = socket;
    this.#swallowed = new SwallowedUpgrade(() => this.#poll());
    this.#swallowed.watch();
    socket.on('connect', () => {
      this.#swallowed.stop();
      options.onOpen();
    });
    socket.on('disconnect', (why) => {
      // Silence is noticed late; a closed socket at once.
      options.onClose(why === 'ping timeout' ? this.#heardAt : Date.now());
      if (!this.#ended) this.#swallowed.watch();
      // The server closed it: the library leaves the next try to us.
      if (why === 'io server disconnect') this.#tryLater();
    });
    socket.on('connect_error', (error) => this.#refused(error));
    socket.onAny(() => this.#heard());
    socket.io.on('ping', () => this.#heard());
    this.#hear('welcome', options.welcome);
    this.#hear('patch', options.patch);
    this.#hear('mine', options.mine);
    this.#hear('presence', options.presence);
    this.#hear('steer', options.steer);
    this.#hear('bye', ({ reason }) => this.#bye(reason));
  }

  act(id: ActionId, action: Action): Promise<ActAnswer> {
    return this.#socket.timeout(ANSWER_MS).emitWithAck('act', { id, action });
  }

  /** Asks for what is missing since `place`. */
  sync(place: Place): void {
    this.#socket.emit('sync', { place }, () => {});
  }

  /** Says where this person is; said again at each connect. */
  here(mode: Mode): void {
    if (this.#socket.connected) this.#socket.emit('here', { mode }, () => {});
  }

  /** Says what this desk has in hand; said again at each connect. */
  focus(focus: Focus): void {
    if (this.#socket.connected) this.#socket.emit('focus', focus, () => {});
  }

  /** Says what this display shows; said again at each connect. The answer is its number, if it gets one. */
  async display(report: DisplayReport): Promise<number | undefined> {
    if (!this.#socket.connected) return undefined;
    const answer = await this.#socket
      .timeout(ANSWER_MS)
      .emitWithAck('display', report)
      .catch(() => undefined);
    return answer?.ok ? answer.number : undefined;
  }

  /** Tells a display what to do, now or not at all: later it would surprise the hall. */
  steer(steer: Steer): Promise<Outcome> {
    const lost = { ok: false, reason: 'unavailable' } as const;
    if (!this.#socket.connected) return Promise.resolve(lost);
    return this.#socket
      .timeout(ANSWER_MS)
      .emitWithAck('steer', steer)
      .catch(() => lost);
  }

  /** Reads the log's clock once; undefined when it did not answer. */
  async readClock(): Promise<Sample | undefined> {
    // Kept until there is a connection, the question would seem to have been on its way for as long.
    if (!this.#socket.connected) return undefined;
    const askedAt = Date.now();
    const answer = await this.#socket
      .timeout(ANSWER_MS)
      .emitWithAck('clock', {})
      .catch(() => undefined);
    if (!answer || !('now' in answer)) return undefined;
    return { askedAt, answeredAt: Date.now(), serverAt: answer.now };
  }

  /** Somebody looks at the page again, or the network is back: no waiting for the next try. */
  wake(): void {
    if (this.#socket.connected || this.#ended) return;
    this.#socket.disconnect().connect();
  }

  close(): void {
    this.#ended = true;
    this.#swallowed.stop();
    clearTimeout(this.#timer);
    this.#socket.disconnect();
  }

  /** Begins anew by polling, and stays with it: what swallowed one upgrade swallows the next. */
  #poll(): void {
    if (this.#socket.connected || this.#ended) return;
    this.#socket.io.opts.transports = ['polling'];
    this.#socket.disconnect().connect();
  }

  #hear<Name extends keyof DownEvents>(name: Name, handle: DownEvents[Name]): void {
    this.#socket.on(name, handle as never);
  }

  #hello(): Hello {
    const { code, surface } = this.#options;
    const place = this.#options.place();
    return { v: PROTOCOL_VERSION, code, surface, ...(place ? { place } : {}) };
  }

  #heard(): void {
    this.#heardAt = Date.now();
  }

  #refused(error: Error): void {
    // Active: the network failed, and the library tries again by itself. Otherwise it is the server's word.
    if (this.#socket.active) return this.#options.onClose(this.#heardAt);
    const reason = error.message as Reason;
    if (!mayRetry(reason)) return this.#end(reason);
    this.#options.onClose(this.#heardAt);
    this.#tryLater();
  }

  #bye(reason: Reason): void {
    this.#isLeaving = reason === 'unavailable';
    if (!mayRetry(reason)) this.#end(reason);
  }

  #end(reason: Reason): void {
    this.close();
    this.#options.onEnd(reason);
  }

  #tryLater(): void {
    clearTimeout(this.#timer);
    const waitMs = comeBackMs(this.#isLeaving, Math.random());
    this.#isLeaving = false;
    this.#timer = setTimeout(() => this.#socket.connect(), waitMs);
  }
}
