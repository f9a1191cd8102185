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

const SESSION_COOKIE = 'rostrum';
/** Of a role link's cookie; the link's id follows. */
const LINK_COOKIE = 'rostrum_link_';
/** What browsers take over HTTPS alone, for this host alone and from no other one. */
const HOST_PREFIX = '__Host-';
/**
 * Until when the names without that prefix are read over HTTPS as well, so that nobody becomes
 * another person: cookies set before have ended by then, and another host of the same domain could
 * go on setting them.
 */
const OLD_NAMES_END = Date.UTC(2027, 0, 31);
/** Seconds a browser keeps them after the last exchange. */
const LIFE_S = 30 * 24 * 60 * 60;
/** Role links one browser keeps; the oldest are forgotten first. Together they stay under 4 KB. */
const LINKS_KEPT = 16;

const browserSchema = z.string().regex(/^[0-9a-z]{24}$/);

const heldLinkSchema = z.strictObject({
  event: eventIdSchema,
  link: linkIdSchema,
  /** When it was exchanged. */
  at: z.int(),
});
type HeldLink = z.infer<typeof heldLinkSchema>;

/**
 * What one browser holds, signed: a random id, and the role links it exchanged,
 * the latest first. It says nothing of a person, and roles are looked up anew
 * each time.
 */
export interface Session {
  readonly browser: string;
  readonly links: readonly HeldLink[];
}

/**
 * Reads and writes sessions as cookies; nothing of them is stored. Each link has
 * a cookie of its own, so that two exchanges at the same moment, each from a tab
 * of its own, do not undo each other.
 */
export class Sessions {
  readonly #key: string;
  readonly #prefix: string;

  /** `secure`: pages are only opened over HTTPS, so the cookies travel no other way. */
  constructor(key: string, secure: boolean) {
    this.#key = key;
    this.#prefix = secure ? HOST_PREFIX : '';
  }

  /** The session in a `Cookie` header; undefined when there is none or its signature is wrong. */
  read(header: string | undefined, now = Date.now()): Session | undefined {
    const own = this.#under(this.#prefix, header);
    if (own || this.#prefix === '' || now >= OLD_NAMES_END) return own;
    return this.#under('', header);
  }

  /** The `Set-Cookie` headers that give a session of the old names its new ones; none where it has them. */
  renewals(header: string | undefined): string[] {
    if (this.#prefix === '' || this.#under(this.#prefix, header)) return [];
    const session = this.read(header);
    return session
      ? [this.setCookie(session), ...session.links.map((held) => this.#setLink(held))]
      : [];
  }

  create(): Session {
    return { browser: newId(), links: [] };
  }

  /** The latest exchanged first. */
  linksOf(session: Session, event: EventId): readonly LinkId[] {
    return session.links.filter((held) => held.event === event).map(({ link }) => link);
  }

  /** Who this browser is at one event. Without the key, nobody can tell that two such ids are one browser. */
  participantAt(session: Session, event: EventId): ParticipantId {
    const hash = keyedHash(this.#key, 'participant', `${session.browser} ${event}`);
    return idFromBytes(hash.subarray(0, 24)) as ParticipantId;
  }

  /** The session's own cookie, as a browser sends it. */
  cookie({ browser }: Session): string {
    return `${this.#prefix}${SESSION_COOKIE}=${this.#sealed('session', browser)}`;
  }

  /** The `Set-Cookie` header of the session itself. */
  setCookie(session: Session): string {
    return this.#setCookie(SESSION_COOKIE, this.#sealed('session', session.browser), LIFE_S);
  }

  /** The `Set-Cookie` headers that add a link to the session, and let go of those past the latest. */
  setLinkCookies(session: Session, held: HeldLink): string[] {
    const others = session.links.filter(({ link }) => link !== held.link);
    return [
      this.#setLink(held),
      ...others.slice(LINKS_KEPT - 1).map(({ link }) => this.#setCookie(LINK_COOKIE + link, '', 0)),
    ];
  }

  /** What cookies with names of this prefix hold. */
  #under(prefix: string, header = ''): Session | undefined {
    const cookies = parseCookie(header);
    const token = cookies[prefix + SESSION_COOKIE];
    const browser = browserSchema.safeParse(this.#unsealed('session', token));
    if (!browser.success) return undefined;
    const links = Object.entries(cookies).flatMap(([name, value]) => {
      if (!name.startsWith(prefix + LINK_COOKIE)) return [];
      const held = heldLinkSchema.safeParse(this.#unsealed('link', value));
      return held.success ? [held.data] : [];
    });
    return { browser: browser.data, links: links.sort((a, b) => b.at - a.at) };
  }

  #setLink(held: HeldLink): string {
    return this.#setCookie(LINK_COOKIE + held.link, this.#sealed('link', held), LIFE_S);
  }

  #sealed(purpose: 'session' | 'link', content: unknown): string {
    const payload = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${payload}.${keyedHash(this.#key, purpose, payload).toString('base64url')}`;
  }

  #unsealed(purpose: 'session' | 'link', token = ''): unknown {
    const [payload, signature] = token.split('.');
    if (!payload || !signature) return undefined;
    const expected = keyedHash(this.#key, purpose, payload);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  }

  #setCookie(name: string, value: string, maxAge: number): string {
    return stringifySetCookie({
      name: this.#prefix + name,
      value,
      httpOnly: true,
      sameSite: 'lax',
      secure: this.#prefix !== '',
      path: '/',
      maxAge,
    });
  }
}
