/**
 * Serves sockets, and tells what its heap weighs when it is asked. As `rostrum`
 * it is the whole server; as `stock`, Socket.IO as it comes, with what any server
 * of phones has. Run with `--expose-gc`.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { startApp } from '@rostrum/server/app';
import { readConfig } from '@rostrum/server/config';

/** Collections, with a pause after each, until nothing is left that a callback still held. */
const COLLECTIONS = 3;
const PAUSE_MS = 50;

async function serveStock(): Promise<number> {
  const server = createServer();
  const io = new Server(server, { perMessageDeflate: false });
  io.on('connection', (socket) => {
    void socket.join('event');
    for (const name of ['act', 'sync', 'clock']) {
      socket.on(name, (_message: unknown, answer?: (it: unknown) => void) =>
        answer?.({ ok: true }),
      );
    }
    socket.emit('welcome', {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function serveRostrum(): Promise<number> {
  const logger = pino({ level: 'silent' });
  return (await startApp(readConfig(process.env), logger)).port;
}

async function heapBytes(): Promise<number> {
  for (let n = 0; n < COLLECTIONS; n += 1) {
    globalThis.gc?.();
    await setTimeout(PAUSE_MS);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

process.on('message', () => {
  void heapBytes().then((bytes) => process.send?.({ bytes }));
});
process.on('disconnect', () => process.exit());
const port = process.argv[2] === 'stock' ? await serveStock() : await serveRostrum();
process.send?.({ port });
