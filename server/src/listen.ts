import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Config } from './config.ts';
import { figures } from './http/probes.ts';
import type { Metrics } from './metrics.ts';

/**
 * Connections the system may hold until they are accepted; it lowers this to its own
 * limit (`net.core.somaxconn`). Node accepts one in each turn of its loop, so that a hall
 * that opens the page at once overflows its default of 511: phones then wait a second or
 * more for each try, and are reset in the end.
 */
const BACKLOG = 65_535;

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Tells the figures on a port of their own, where one is set. */
export async function listenForFigures(
  metrics: Metrics,
  { metricsPort: port, host }: Config,
): Promise<Server | undefined> {
  if (port === undefined) return undefined;
  const server = createServer(express().disable('x-powered-by').use(figures(metrics)));
  await listenOn(server, { host, port }).catch(({ message }: Error) => {
    throw new Error(`ROSTRUM_METRICS_PORT ${port} cannot be listened on (${message})`);
  });
  return server;
}

export function listenOn(
  server: Server,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
