import type { EventId } from '@rostrum/shared/domain/ids';
import { linkTrouble, surfaceSchema, type Link } from '@rostrum/shared/domain/roles';
import type { State } from '@rostrum/shared/domain/state';
import {
  actOverHttpSchema,
  createEventSchema,
  exchangeSchema,
  type CreatedEvent,
} from '@rostrum/shared/protocol/http';
import express, { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { isOwnOrigin, type OwnAddress } from '../identity/origin.ts';
import { hashSecret } from '../identity/secrets.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Log } from '../log/log.ts';
import { createEvent } from '../rooms/create-event.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { actFor } from './act-for.ts';
import { mayCreate, tooManyEvents, type CreationOptions } from './may-create.ts';
import { Refusal } from './problem.ts';
import { takeSession } from './session.ts';
import { triesOf } from './tries.ts';
import { eventOf, ownPartFor, welcomeFor } from './welcome-for.ts';

/** A programme of 200 cues fits, with all that cues usually have. */
const BODY_MAX_BYTES = 1024 * 1024;
/** What is sent with a secret. */
const SMALL_BODY_MAX = '1kb';

/** As it stands in an address. */
const fromSchema = z.coerce.number().int().min(1).optional();

export interface ApiOptions extends OwnAddress, CreationOptions {
  log: Log;
  rooms: Rooms;
  sessions: Sessions;
  /** A browser without a session comes to this event, and gets one. */
  onNewSession: (event: EventId) => void;
}

/** Everything under `/api`. */
export function api(options: ApiOptions): Router {
  const { log, rooms, sessions, sources, onNewSession } = options;
  const body = express.json({ limit: BODY_MAX_BYTES });
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    response.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    next();
  });
  router.use(ownOriginOnly(options));

  router.post('/events', mayCreate(options, BODY_MAX_BYTES), body, async (request, response) => {
    const wanted = createEventSchema.parse(request.body);
    const { creations } = sources.of(request.headers, request.socket.remoteAddress);
    if (!creations.take(performance.now())) throw tooManyEvents();
    const { code, links } = await createEvent(log, rooms, wanted);
    response.status(201).json({ code, links } satisfies CreatedEvent);
  });

  router.get('/events/:code', async (request, response) => {
    const { info } = await rooms.with(
      await eventOf(request.params.code, rooms, triesOf(sources, request)),
      (room) => room.state,
    );
    response.json({ code: info?.code, title: info?.title });
  });

  router.get('/events/:code/welcome', async (request, response) => {
    const surface = surfaceSchema.parse(request.query['surface']);
    const from = fromSchema.parse(request.query['from']);
    const session = sessions.read(request.headers.cookie);
    const asked = { code: request.params.code, surface, from };
    response.json(await welcomeFor(rooms, sessions, session, asked, triesOf(sources, request)));
  });

  router.get('/events/:code/mine', async (request, response) => {
    const { code } = request.params;
    const event = await eventOf(code, rooms, triesOf(sources, request));
    if (!sessions.read(request.headers.cookie)) onNewSession(event);
    const session = takeSession(sessions, request, response);
    response.json(await ownPartFor(rooms, sessions, session, event));
  });

  router.post('/events/:code/act', crewOnly(sessions), body, async (request, response) => {
    const { surface, ...act } = actOverHttpSchema.parse(request.body);
    const { code } = request.params;
    const session = sessions.read(request.headers.cookie);
    const asked = { code, surface, ...act };
    response.json(await actFor(rooms, sessions, session, asked, triesOf(sources, request)));
  });

  const small = express.json({ limit: SMALL_BODY_MAX });
  router.post('/events/:code/session', small, async (request, response) => {
    const { secret } = exchangeSchema.parse(request.body);
    const event = await eventOf(request.params.code, rooms, triesOf(sources, request));
    const link = await rooms.with(event, (room) => usableLink(room.state, secret, room.now()));
    const held = { event, link: link.id, at: log.now() };
    response
      .append('Set-Cookie', sessions.setLinkCookies(takeSession(sessions, request, response), held))
      .status(204)
      .end();
  });

  router.use(() => {
    throw new Refusal(404, 'unknown_message', 'There is nothing at this address.');
  });
  return router;
}

/** Nobody but the crew sends what is large: from anyone else it is not read. */
function crewOnly(sessions: Sessions): RequestHandler<{ code: string }> {
  return (request, _response, next) => {
    if (!sessions.read(request.headers.cookie)?.links.length) {
      throw new Refusal(403, 'not_permitted', 'This needs the page’s link.');
    }
    next();
  };
}

function usableLink(state: State, secret: string, at: number): Link {
  const hash = hashSecret(secret);
  const link = [...state.links.values()].find((each) => each.hash === hash);
  const reason = linkTrouble(link, at);
  if (reason || !link) {
    throw new Refusal(
      403,
      reason ?? 'not_permitted',
      'This link does not open the event. Ask the organiser for a new one.',
    );
  }
  return link;
}

function ownOriginOnly(own: OwnAddress): RequestHandler {
  return (request, _response, next) => {
    if (!isOwnOrigin(request.headers, own)) {
      throw new Refusal(403, 'not_permitted', 'Requests from other sites are not taken.');
    }
    next();
  };
}
