import * as assert from 'uvu/assert';
import type { Code } from '@rostrum/shared/domain/ids';
import type { Role } from '@rostrum/shared/domain/roles';
import {
  createdEventSchema,
  type CreatedEvent,
  type CreateEvent,
} from '@rostrum/shared/protocol/http';
import { testCreate } from './event.ts';
import type { Server } from './server.ts';

/** An event on a server, with its links. */
export interface LiveEvent extends CreatedEvent {
  readonly url: string;
}

/** Someone's browser: all it keeps is a cookie. */
export interface Browser {
  readonly url: string;
  cookie: string;
}

/** What is asked of the API for it. */
export const wantedEvent = {
  title: testCreate.info.title,
  timeZone: testCreate.info.timeZone,
  programme: testCreate.programme,
} satisfies CreateEvent;

export function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** The event of the other tests, made over the API. */
export async function createEvent(
  { url }: Pick<Server, 'url'>,
  changes: Partial<CreateEvent> = {},
): Promise<LiveEvent> {
  const response = await post(`${url}/api/events`, { ...wantedEvent, ...changes });
  assert.is(response.status, 201);
  return { url, ...createdEventSchema.parse(await response.json()) };
}

/** A browser that has opened the event's page, and got its session by what that asks first. */
export async function newBrowser({ url, code }: { url: string; code: Code }): Promise<Browser> {
  const response = await fetch(`${url}/api/events/${code}/mine`);
  assert.is(response.status, 200);
  return { url, cookie: cookieOf(response) };
}

/** The cookie a response sets, as a browser would send it back. */
export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

export function secretOf(event: CreatedEvent, role: Role): string {
  return event.links.find((link) => link.role === role)?.path.split('#')[1] ?? '';
}

/** Exchanges a role link; the browser keeps the cookie when it is accepted. */
export async function exchange(browser: Browser, code: string, secret: string): Promise<Response> {
  const response = await post(
    `${browser.url}/api/events/${code}/session`,
    { secret },
    { Cookie: browser.cookie },
  );
  if (response.ok) browser.cookie += `; ${cookieOf(response)}`;
  return response;
}
