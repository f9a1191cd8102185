import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A number that whoever started this baseline set in its environment. */
export function numberSetting(name: 'QUESTIONS' | 'TICK_MS'): number {
  const value = Number(process.env[name]);
  if (!Number.isFinite(value)) throw new Error(`${name} is not set to a number`);
  return value;
}

/** Listens on a free port with as long a queue as Rostrum's, and says which port as Rostrum does. */
export function listen(server: Server): void {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 65_535 }, () => {
    const { port } = server.address() as AddressInfo;
    console.log(JSON.stringify({ port }));
  });
}

/** As Rostrum's, milliseconds. */
export const HEARTBEAT = { pingInterval: 15_000, pingTimeout: 10_000 } as const;
