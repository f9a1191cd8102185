import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Context } from '../../lib/harness.ts';

/** One connection: what came in, and what was made for it. */
interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

/**
 * Stands between two that talk over TCP and breaks what is between them, in the
 * ways in which networks break.
 */
export class TcpProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #target: number;
  readonly #pairs = new Set<Pair>();
  #isStalled = false;
  #resets = false;
  #swallowsUpgrades = false;

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (near) => this.#join(near));
  }

  /** On a free port of its own, in front of `target`. */
  static async start(t: Context, target: number): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TcpProxy(server, target);
    t.after(() => proxy.cut());
    return proxy;
  }

  /** Ends every connection and refuses new ones. */
  cut(): void {
    this.#server.close();
    this.#dropAll();
  }

  /** Half-open: connections stay, new ones are taken, and nothing passes in either direction. */
  stall(): void {
    this.#isStalled = true;
    for (const { near, far } of this.#pairs) {
      near.pause();
      far.pause();
    }
  }

  /** Takes every new upgrade to a WebSocket and answers nothing to it, as some halls' networks do. */
  swallowUpgrades(): void {
    this.#swallowsUpgrades = true;
  }

  /** Answers everyone, there or new, with a reset. */
  reset(): void {
    this.#resets = true;
    this.#dropAll();
  }

  /** Lets everything pass again. What was held back while it was half-open goes on its way. */
  async heal(): Promise<void> {
    this.#isStalled = false;
    this.#resets = false;
    for (const { near, far } of this.#pairs) {
      near.resume();
      far.resume();
    }
    if (this.#server.listening) return;
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  #join(near: Socket): void {
    if (this.#resets) return void near.resetAndDestroy();
    const far = connect({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true });
    const pair = { near, far };
    this.#pairs.add(pair);
    this.#pass(near, far, pair);
    this.#pass(far, near, pair);
    if (!this.#isStalled) return;
    near.pause();
    far.pause();
  }

  #pass(from: Socket, to: Socket, pair: Pair): void {
    from.on('data', (bytes) => {
      if (this.#swallowsUpgrades && /\r\nUpgrade: websocket/i.test(String(bytes))) return;
      if (to.write(bytes) || this.#isStalled) return;
      from.pause();
      to.once('drain', () => this.#isStalled || from.resume());
    });
    from.on('end', () => to.end());
    from.on('error', () => {});
    from.on('close', () => {
      this.#pairs.delete(pair);
      to.destroy();
    });
  }

  #dropAll(): void {
    for (const { near, far } of this.#pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }
}
