import * as assert from 'uvu/assert';
import type { LinkId } from '@rostrum/shared/domain/ids';
import type { OwnPart } from '@rostrum/shared/protocol/page';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { hashSecret, newId, newSecret } from '@rostrum/server/identity/secrets';
import { Sessions } from '@rostrum/server/identity/sessions';
import {
  cookieOf,
  createEvent,
  exchange,
  newBrowser,
  secretOf,
  type LiveEvent,
} from '../lib/browser.ts';
import { connect, enter, type Client } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('sessions');
const HOUR = 3_600_000;

async function start(t: Context) {
  const server = await startServer(t);
  return { server, event: await createEvent(server) };
}

/** Grants a moderator's link, and gives its id and secret. */
async function grant(organiser: Client, expiresAt: number) {
  const secret = newSecret();
  const id = newId<LinkId>();
  const link = { id, role: 'moderator', hash: hashSecret(secret), expiresAt } as const;
  assert.is((await organiser.act({ type: 'roles.grant', link })).ok, true);
  return { id, secret };
}

/** Why a browser with this cookie may not open the desk. */
async function refusalAt(t: Context, event: LiveEvent, cookie: string) {
  const client = connect(t, { url: event.url, cookie }, event.code, 'desk');
  return until(() => client.refusal, { what: 'the refusal' });
}

test('SESS-1 a browser gets one session, in a cookie that scripts and other sites cannot use', async (t) => {
  const { event } = await start(t);
  const response = await fetch(`${event.url}/api/events/${event.code}/mine`);
  const [header = ''] = response.headers.getSetCookie();
  for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) assert.match(header, part);
  assert.not.match(header, 'Secure');
  const again = await fetch(response.url, { headers: { Cookie: cookieOf(response) } });
  assert.equal(again.headers.getSetCookie(), []);
});

test('SESS-1 where pages are opened over HTTPS, the cookie travels no other way', async (t) => {
  const server = await startServer(t, { origin: 'https://events.example.org' });
  const { code } = await createEvent(server);
  const response = await fetch(`${server.url}/api/events/${code}/mine`);
  assert.match(response.headers.getSetCookie()[0] ?? '', 'Secure');
  assert.match(response.headers.get('strict-transport-security') ?? '', 'max-age');
});

/** Cookies as a browser holds them, of one answer or of several. */
function heldCookies(...responses: Response[]): string {
  const set = responses.flatMap(({ headers }) => headers.getSetCookie());
  return set.map((each) => each.split(';')[0]).join('; ');
}

const HTTPS = 'https://events.example.org';

test('SESS-13 over HTTPS cookies are of this host alone, for all of it, and no other host can set them', async (t) => {
  const server = await startServer(t, { origin: HTTPS });
  const event = await createEvent(server);
  const browser = await newBrowser(event);
  const response = await exchange(browser, event.code, secretOf(event, 'moderator'));
  const first = await fetch(`${server.url}/api/events/${event.code}/mine`);
  const set = [...response.headers.getSetCookie(), ...first.headers.getSetCookie()];
  assert.is(set.length, 2);
  for (const cookie of set) {
    assert.match(cookie, /^__Host-rostrum(?:_link_[0-9a-z]+)?=/);
    for (const part of ['Secure', 'HttpOnly', 'Path=/']) assert.match(cookie, part);
    assert.not.match(cookie, /Domain/i);
  }
  const desk = connect(t, browser, event.code, 'desk');
  await until(() => desk.welcomes.length === 1, { what: 'the desk' });
});

test('SESS-14 who has cookies of the old names stays who they are, and gets the new ones', async (t) => {
  const folder = await tempFolder(t);
  const before = await startServer(t, { dataFolder: folder });
  const event = await createEvent(before);
  const phone = await enter(t, event, 'phone', 'moderator');
  const question = await phone.ask('Who am I?');
  await before.app.stop();

  const { url } = await startServer(t, { dataFolder: folder, origin: HTTPS });
  const page = await fetch(`${url}/api/events/${event.code}/mine`, {
    headers: { Cookie: phone.browser.cookie },
  });
  const cookie = heldCookies(page);
  assert.match(cookie, /^__Host-rostrum=.*__Host-rostrum_link_/);
  for (const own of [phone.browser.cookie, cookie, `${phone.browser.cookie}; ${cookie}`]) {
    const back = connect(t, { url, cookie: own }, event.code, 'phone');
    await until(() => back.welcomes.length === 1, { what: 'the welcome' });
    assert.ok(JSON.stringify(back.mine).includes(question), 'the question is still theirs');
    const desk = connect(t, { url, cookie: own }, event.code, 'desk');
    await until(() => desk.welcomes.length === 1, { what: 'the desk' });
  }
  const again = await fetch(page.url, {
    headers: { Cookie: `${phone.browser.cookie}; ${cookie}` },
  });
  assert.equal(again.headers.getSetCookie(), []);
});

test('SESS-14 an old name counts for nothing beside a new one, nor after its time', () => {
  const key = newSecret() + newSecret();
  const [plain, hosted] = [new Sessions(key, false), new Sessions(key, true)];
  const [mine, planted] = [hosted.create(), plain.create()];
  const both = `${plain.cookie(planted)}; ${hosted.cookie(mine)}`;
  assert.equal(hosted.read(both)?.browser, mine.browser);
  assert.equal(hosted.renewals(both), []);
  assert.is(hosted.read(plain.cookie(planted), Date.UTC(2027, 0, 30))?.browser, planted.browser);
  assert.is(hosted.read(plain.cookie(planted), Date.UTC(2027, 0, 31)), undefined);
  assert.is(plain.read(hosted.cookie(mine)), undefined);
});

test('SESS-1 no page gives a session, nor does anything else that is read', async (t) => {
  const { event } = await start(t);
  const api = `/api/events/${event.code}`;
  const pages = ['', '/screen', '/desk', '/nothing'].map((path) => `/${event.code}${path}`);
  for (const path of ['/', '/new', ...pages, api, `${api}/welcome?surface=phone`, '/healthz']) {
    const response = await fetch(event.url + path);
    assert.equal(response.headers.getSetCookie(), [], path);
  }
});

test('SESS-8 what is a browser’s own comes with its session', async (t) => {
  const { event } = await start(t);
  const phone = await enter(t, event, 'phone');
  const question = await phone.ask('Who am I?');
  const own = async (cookie: string) => {
    const response = await fetch(`${event.url}/api/events/${event.code}/mine`, {
      headers: { Cookie: cookie },
    });
    assert.is(response.headers.get('cache-control'), 'no-store');
    return (await response.json()) as OwnPart;
  };
  const { now, mine } = await own(phone.browser.cookie);
  assert.equal(
    mine.questions.map(({ id }) => id),
    [question],
  );
  assert.ok(Math.abs(now - Date.now()) < 60_000);
  assert.equal((await own('')).mine.questions, []);
});

test('SESS-2 a cookie that was tampered with counts as none', async (t) => {
  const { event } = await start(t);
  const browser = await newBrowser(event);
  const [name, token = ''] = browser.cookie.split('=');
  const [payload = '', signature = ''] = token.split('.');
  assert.match(Buffer.from(payload, 'base64url').toString(), /^"[0-9a-z]{24}"$/);
  const forged = Buffer.from(JSON.stringify('x'.repeat(24))).toString('base64url');
  const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
  const tokens = [
    `${forged}.${signature}`,
    `${payload}.${flipped}`,
    `${payload}.`,
    payload,
    '.',
    '',
  ];
  for (const each of [...tokens, `${payload}.${signature}x.y`.slice(0, -6)]) {
    assert.is(await refusalAt(t, event, `${name}=${each}`), 'no_session', each);
  }
});

test('SESS-3 a link is exchanged for a session that opens its surface, and no other event', async (t) => {
  const { server, event } = await start(t);
  const other = await createEvent(server);
  const desk = await enter(t, event, 'desk', 'moderator');
  assert.is(desk.welcomes[0]?.role, 'moderator');
  assert.is(await refusalAt(t, other, desk.browser.cookie), 'not_permitted');
  const show = connect(t, desk.browser, event.code, 'show');
  assert.is(await until(() => show.refusal, { what: 'the refusal' }), 'not_permitted');
});

test('SESS-3 a browser keeps its person and its other links when it exchanges one more', async (t) => {
  const { server, event } = await start(t);
  const other = await createEvent(server);
  const phone = await enter(t, event, 'phone');
  const question = await phone.ask('Who am I?');
  const { browser } = phone;
  await exchange(browser, event.code, secretOf(event, 'caller'));
  await exchange(browser, event.code, secretOf(event, 'moderator'));
  await exchange(browser, other.code, secretOf(other, 'chair'));
  for (const [{ code }, surface] of [
    [event, 'phone'],
    [event, 'desk'],
    [event, 'show'],
    [other, 'podium'],
  ] as const) {
    const client = connect(t, browser, code, surface);
    await until(() => client.welcomes.length === 1, { what: surface });
    const own = code === event.code ? [question] : [];
    assert.equal(
      client.mine?.questions.map(({ id }) => id),
      own,
    );
  }
});

test('SESS-3 two links that one browser exchanges at the same moment both hold', async (t) => {
  const { event } = await start(t);
  const { url, cookie } = await newBrowser(event);
  const answers = await Promise.all(
    (['caller', 'moderator'] as const).map((role) => {
      const own = { url, cookie };
      return exchange(own, event.code, secretOf(event, role)).then(cookieOf);
    }),
  );
  const both = { url, cookie: [cookie, ...answers].join('; ') };
  for (const surface of ['show', 'desk'] as const) {
    const client = connect(t, both, event.code, surface);
    await until(() => client.welcomes.length === 1, { what: surface });
  }
});

test('SESS-4 a secret that is wrong, expired or revoked is not exchanged, and the reason is told', async (t) => {
  const { event } = await start(t);
  const organiser = await enter(t, event, 'desk', 'organiser');
  const expired = await grant(organiser, 1);
  const revoked = await grant(organiser, Date.now() + HOUR);
  await organiser.act({ type: 'roles.revoke', link: revoked.id });
  for (const [secret, reason] of [
    [newSecret(), 'not_permitted'],
    [expired.secret, 'link_expired'],
    [revoked.secret, 'link_revoked'],
  ] as const) {
    const browser = await newBrowser(event);
    const response = await exchange(browser, event.code, secret);
    assert.is(response.status, 403);
    assert.is(((await response.json()) as { error: string }).error, reason);
    assert.is(await refusalAt(t, event, browser.cookie), 'not_permitted');
  }
});

test('SESS-5 revoking a link ends what is open by it, says why, and nothing opens by it again', async (t) => {
  const { event } = await start(t);
  const organiser = await enter(t, event, 'desk', 'organiser');
  const { id, secret } = await grant(organiser, Date.now() + HOUR);
  const browser = await newBrowser(event);
  await exchange(browser, event.code, secret);
  const desk = connect(t, browser, event.code, 'desk');
  const phone = connect(t, browser, event.code, 'phone');
  await until(() => desk.welcomes.length + phone.welcomes.length === 2, { what: 'the welcomes' });
  await organiser.act({ type: 'roles.revoke', link: id });
  await until(() => desk.socket.disconnected, { what: 'the end' });
  assert.equal(desk.byes, ['link_revoked']);
  assert.is(await refusalAt(t, event, browser.cookie), 'link_revoked');
  assert.ok('now' in (await phone.clock()), 'the phone needs no link');
});

test('SESS-5 what is done by a link after it expired is refused, on a socket that is open too', async (t) => {
  const { event } = await start(t);
  const organiser = await enter(t, event, 'desk', 'organiser');
  const { secret } = await grant(organiser, Date.now() + 1_000);
  const browser = await newBrowser(event);
  await exchange(browser, event.code, secret);
  const desk = connect(t, browser, event.code, 'desk');
  await until(() => desk.welcomes.length === 1, { what: 'the welcome' });
  const answer = await until(
    async () => {
      const given = await desk.act({ type: 'settings.qa', open: true });
      return given.ok ? undefined : given;
    },
    { everyMs: 150, what: 'the refusal' },
  );
  assert.equal(answer, { ok: false, reason: 'link_expired' });
  assert.is(await refusalAt(t, event, browser.cookie), 'link_expired');
});

test('SESS-6 what someone may do follows from their session, whatever they say they are', async (t) => {
  const { event } = await start(t);
  const phone = await enter(t, event, 'phone');
  const hello = { v: PROTOCOL_VERSION, code: event.code, surface: 'phone' };
  const moderator = secretOf(event, 'moderator');
  for (const claim of [{ role: 'organiser' }, { link: moderator }, { participant: newId() }]) {
    const client = connect(t, phone.browser, event.code, 'phone');
    client.socket.disconnect();
    client.socket.auth = { ...hello, ...claim };
    client.socket.connect();
    assert.is(await until(() => client.refusal, { what: 'the refusal' }), 'invalid');
  }
  const message = { id: newId(), action: { type: 'settings.qa', open: false } };
  for (const claim of [{ by: { link: moderator } }, { role: 'organiser' }]) {
    assert.equal(await phone.send('act', { ...message, ...claim }), {
      ok: false,
      reason: 'invalid',
    });
  }
  assert.equal(await phone.send('act', message), { ok: false, reason: 'not_permitted' });
  assert.is(await refusalAt(t, event, phone.browser.cookie), 'not_permitted');
});

test('SESS-6 a phone is an attendee’s, also in the browser of an organiser', async (t) => {
  const { event } = await start(t);
  const phone = await enter(t, event, 'phone', 'organiser');
  assert.is(phone.welcomes[0]?.role, 'attendee');
  const answer = await phone.act({ type: 'settings.qa', open: false });
  assert.equal(answer, { ok: false, reason: 'not_permitted' });
});

run();
