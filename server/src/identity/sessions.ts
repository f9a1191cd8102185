import { timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import { z } from 'zod';
import {
  eventIdSchema,
  linkIdSchema,
  type EventId,
  type LinkId,
  type ParticipantId,
} from '@rostrum/shared/domain/ids';
import { idFromBytes } from '@rostrum/shared/domain/new-id';
import { keyedHash, newId } from './secrets.ts';

export const SESSION_COOKIE = 'rostrum';
/** Seconds: as long as a role link works. */
const LIFE_S = 30 * 24 * 60 * 60;
/** Events whose links one browser keeps; the oldest is forgotten first. Keeps the cookie under 4 KB. */
const EVENTS_KEPT = 12;
const LINKS_KEPT = 6;

const sessionSchema = z.strictObject({
  browser: z.string().regex(/^[0-9a-z]{24}$/),
  links: z.array(z.tuple([eventIdSchema, z.array(linkIdSchema)])),
});

/**
 * What one browser holds, signed: a random id and the role links it exchanged,
 * by event. It says nothing of a person, and roles are looked up anew each time.
 */
export type Session = z.infer<typeof sessionSchema>;

/** Reads and writes sessions as cookies; nothing of them is stored. */
export class Sessions {
  readonly #key: string;
  readonly #secure: boolean;

  /** `secure`: pages are only opened over HTTPS, so the cookie travels no other way. */
  constructor(key: string, secure: boolean) {
    this.#key = key;
    this.#secure = secure;
  }

  /** The session in a `Cookie` header; undefined when there is none or its signature is wrong. */
  read(header: string | undefined): Session | undefined {
    const [payload, signature] = (parseCookie(header ?? '')[SESSION_COOKIE] ?? '').split('.');
    if (!payload || !signature) return undefined;
    const expected = keyedHash(this.#key, 'session', payload);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const parsed = sessionSchema.safeParse(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    );
    return parsed.success ? parsed.data : undefined;
  }

  create(): Session {
    return { browser: newId(), links: [] };
  }

  /** The session with one more link of an event. */
  withLink(session: Session, event: EventId, link: LinkId): Session {
    const others = session.links.filter(([id]) => id !== event);
    const kept = this.linksOf(session, event).filter((id) => id !== link);
    return {
      ...session,
      links: [...others.slice(1 - EVENTS_KEPT), [event, [link, ...kept].slice(0, LINKS_KEPT)]],
    };
  }

  /** The latest exchanged first. */
  linksOf(session: Session, event: EventId): readonly LinkId[] {
    return session.links.find(([id]) => id === event)?.[1] ?? [];
  }

  /** Who this browser is at one event. Without the key, nobody can tell that two such ids are one browser. */
  participantAt(session: Session, event: EventId): ParticipantId {
    const hash = keyedHash(this.#key, 'participant', `${session.browser} ${event}`);
    return idFromBytes(hash.subarray(0, 24)) as ParticipantId;
  }

  /** The value of the cookie. */
  token(session: Session): string {
    const payload = Buffer.from(JSON.stringify(session)).toString('base64url');
    return `${payload}.${keyedHash(this.#key, 'session', payload).toString('base64url')}`;
  }

  /** The whole `Set-Cookie` header. */
  setCookie(session: Session): string {
    return stringifySetCookie({
      name: SESSION_COOKIE,
      value: this.token(session),
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#secure,
      path: '/',
      maxAge: LIFE_S,
    });
  }
}
