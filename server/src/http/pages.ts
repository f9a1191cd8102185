import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageGate } from '@rostrum/shared/protocol/page';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { CreationMode } from '../identity/creation.ts';
import type { Session, Sessions } from '../identity/sessions.ts';
import type { Sources } from '../identity/source.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { isLoopback, sharedAddress } from '../addresses.ts';
import { builtFiles } from './built-files.ts';
import { problemOf } from './problem.ts';
import { triesOf } from './tries.ts';
import { welcomeFor } from './welcome-for.ts';

const BUILD = new URL('../../../web/build/', import.meta.url);

/** What pages are rendered for: Kit's `platform`. */
interface Platform {
  req: { gate: PageGate };
}

/** The built pages. */
export interface Pages {
  /** Serves the files that pages load. */
  readonly files: RequestHandler;
  /** Serves pages, and what else lies beside them. */
  readonly handler: RequestHandler;
  /** Renders one page, for a request that need not have come from anyone. */
  render(request: globalThis.Request, platform: Platform): Promise<Response>;
}

interface Kit {
  server: {
    respond(
      request: globalThis.Request,
      options: { platform: Platform; getClientAddress: () => string },
    ): Promise<Response>;
  };
}

/** The built web, or undefined when it has not been built. */
export async function loadPages(): Promise<Pages | undefined> {
  const file = new URL('handler.js', BUILD);
  if (!existsSync(fileURLToPath(file))) return undefined;
  // It readies the server that the adapter keeps in a module of its own.
  const { handler } = (await import(file.href)) as Pick<Pages, 'handler'>;
  const { server } = (await import(new URL('adapter-node.js', BUILD).href)) as Kit;
  return {
    files: await builtFiles(new URL('client/', BUILD)),
    handler,
    render: (request, platform) =>
      server.respond(request, { platform, getClientAddress: () => '' }),
  };
}

export interface GateOptions {
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
    const session = options.sessions.read(request.headers.cookie);
    Object.assign(request, { gate: gateFor(options, request, session) });
    next();
  };
}

/** The gate of a page that is rendered for this session, or for everyone. */
export function gateFor(options: GateOptions, request: Request, session?: Session): PageGate {
  const { rooms, sessions, sources, logos, creation, logger } = options;
  return {
    origin: originOf(options, request),
    logos,
    creation,
    async welcome(code, surface, from) {
      try {
        const tries = triesOf(sources, request);
        return await welcomeFor(rooms, sessions, session, { code, surface, from }, tries);
      } catch (error) {
        const { status, problem } = problemOf(error);
        if (status >= 500) logger.error({ err: error }, 'a page failed');
        return problem;
      }
    },
  };
}

/** Where a page on this machine itself was asked for, others join at the machine's own address. */
export function originOf({ origin, host }: GateOptions, request: Request): string {
  if (origin !== undefined) return origin;
  return isLoopback(request.hostname)
    ? sharedAddress(host, request.socket.localPort ?? 0)
    : `${request.protocol}://${request.headers.host}`;
}
