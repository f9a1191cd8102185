import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Surface } from '@rostrum/shared/domain/roles';
import type { PageGate } from '@rostrum/shared/protocol/http';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { CreationMode } from '../identity/creation.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Sources } from '../identity/source.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { isLoopback, sharedAddress } from '../addresses.ts';
import { problemOf } from './problem.ts';
import { sessionOf } from './session.ts';
import { welcomeFor } from './welcome-for.ts';

const HANDLER = new URL('../../../web/build/handler.js', import.meta.url);

/** The built web handler, or undefined when the web has not been built. */
export async function loadPages(): Promise<RequestHandler | undefined> {
  if (!existsSync(fileURLToPath(HANDLER))) return undefined;
  const { handler } = (await import(HANDLER.href)) as { handler: RequestHandler };
  return handler;
}

interface GateOptions {
  rooms: Rooms;
  sessions: Sessions;
  sources: Sources;
  creation: CreationMode;
  logger: Logger;
  origin: string | undefined;
  /** What the server listens on. */
  host: string;
  logos: readonly string[];
}

/** Gives a page its {@link PageGate}, on the request that it is rendered for. */
export function giveGate(options: GateOptions): RequestHandler {
  return (request, _response, next) => {
    const gate: PageGate = {
      origin: options.origin ?? originOf(request, options.host),
      logos: options.logos,
      creation: options.creation,
      welcome: (code, surface) => answer(options, request, code, surface),
    };
    Object.assign(request, { gate });
    next();
  };
}

/** Where a page on this machine itself was asked for, others join at the machine's own address. */
function originOf(request: Request, host: string): string {
  return isLoopback(request.hostname)
    ? sharedAddress(host, request.socket.localPort ?? 0)
    : `${request.protocol}://${request.headers.host}`;
}

async function answer(
  { rooms, sessions, sources, logger }: GateOptions,
  request: Request,
  code: string,
  surface: Surface,
) {
  try {
    const source = sources.of(request.headers, request.socket.remoteAddress);
    return await welcomeFor(rooms, sessions, sessionOf(request), code, surface, source);
  } catch (error) {
    const { status, problem } = problemOf(error);
    if (status >= 500) logger.error({ err: error }, 'a page failed');
    return problem;
  }
}
