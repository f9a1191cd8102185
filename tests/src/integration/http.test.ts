import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as assert from 'uvu/assert';
import { MESSAGE_MAX_BYTES } from '@rostrum/shared/domain/limits';
import { codeSchema } from '@rostrum/shared/domain/ids';
import { problemSchema } from '@rostrum/shared/protocol/http';
import { createEvent, newBrowser, post } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import { idOf, largeProgramme } from '../lib/event.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('http');

async function start(t: Context) {
  const server = await startServer(t);
  return { server, event: await createEvent(server) };
}

test('HTTP-1 an event is created, and its links are told once, with the secret in the fragment', async (t) => {
  const { event } = await start(t);
  assert.ok(codeSchema.safeParse(event.code).success);
  assert.equal(
    event.links.map(({ role, surface }) => `${role} ${surface}`),
    ['organiser desk', 'moderator desk', 'caller show', 'chair podium'],
  );
  for (const { path, surface } of event.links) {
    assert.match(path, new RegExp(`^/${event.code}/${surface}#[A-Za-z0-9_-]{22}$`));
  }
  assert.is(new Set(event.links.map(({ path }) => path)).size, 4);
});

test('HTTP-1 an event is found by its code, however it is typed', async (t) => {
  const { event } = await start(t);
  const { code, url } = event;
  const typed = [code, code.toLowerCase(), `${code.slice(0, 3)}-${code.slice(3)}`];
  for (const each of [...typed, ` ${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`]) {
    const response = await fetch(`${url}/api/events/${encodeURIComponent(each)}`);
    assert.equal(await response.json(), { code, title: 'The test event' });
  }
  const client = connect(t, await newBrowser(event), typed[2]?.toLowerCase() ?? '', 'phone');
  await until(() => client.welcomes.length === 1, { what: 'the welcome' });
});

test('HTTP-2 a page begins with what its socket would, but for what is its person’s own, and needs the same link', async (t) => {
  const { event } = await start(t);
  const desk = await enter(t, event, 'desk', 'moderator');
  const from = (cookie: string, surface: string) =>
    fetch(`${event.url}/api/events/${event.code}/welcome?surface=${surface}`, {
      headers: { Cookie: cookie },
    });
  const { now: _now, ...welcome } = (await (await from(desk.browser.cookie, 'desk')).json()) as {
    now: number;
  };
  const { now: _then, mine: _mine, ...told } = desk.welcomes[0] ?? { now: 0 };
  assert.equal(welcome, JSON.parse(JSON.stringify(told)));
  assert.is((await from('', 'desk')).status, 403);
  assert.is((await from('', 'phone')).status, 200);
  assert.is((await from('', 'stage')).status, 400);
});

test('HTTP-3 what comes from another site is refused, over HTTP and for sockets of either kind', async (t) => {
  const { event } = await start(t);
  const foreign = { Origin: 'https://elsewhere.example' };
  const response = await post(`${event.url}/api/events`, {}, foreign);
  assert.is(response.status, 403);
  assert.is(((await response.json()) as { error: string }).error, 'not_permitted');
  const browser = await newBrowser(event);
  for (const transport of ['websocket', 'polling'] as const) {
    for (const headers of [foreign, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      const options = { transports: [transport], headers };
      const client = connect(t, browser, event.code, 'phone', options);
      await until(() => client.refusal, { what: 'the refusal' });
      assert.is(client.welcomes.length, 0);
    }
    const own = { transports: [transport], headers: { Origin: event.url } };
    const client = connect(t, browser, event.code, 'phone', own);
    await until(() => client.welcomes.length === 1, { what: 'the welcome' });
  }
});

test('HTTP-3 with an origin set, pages come from there alone', async (t) => {
  const origin = 'https://events.example.org';
  const { url } = await startServer(t, { origin });
  assert.is((await post(`${url}/api/events`, {}, { Origin: origin })).status, 400);
  assert.is((await post(`${url}/api/events`, {}, { Origin: url })).status, 403);
});

test('HTTP-4 whatever is wrong with a request, the refusal has a stable code and a sentence', async (t) => {
  const { server, event } = await start(t);
  const events = `${event.url}/api/events`;
  const session = `${events}/${event.code}/session`;
  const programme = { startAt: 0, cues: [] };
  const plain = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{}' };
  const polluted =
    '{"title":"T","timeZone":"UTC","programme":{"startAt":0,"cues":[]},"__proto__":{"a":1}}';
  for (const [asked, status, code] of [
    [post(events, 'x'.repeat(2_000_000)), 413, 'too_large'],
    [post(events, JSON.stringify({ title: 'x'.repeat(2_000_000) })), 413, 'too_large'],
    [post(events, '{"title":'), 400, 'invalid'],
    [post(events, 'null'), 400, 'invalid'],
    [post(events, '"text"'), 400, 'invalid'],
    [post(events, '[]'), 400, 'invalid'],
    [post(events, {}), 400, 'invalid'],
    [post(events, polluted), 400, 'invalid'],
    [post(events, { title: 'T', timeZone: 'Mars/Olympus', programme }), 400, 'invalid'],
    [post(events, { title: 7, timeZone: 'UTC', programme }), 400, 'invalid'],
    [post(events, { title: 'T', timeZone: 'UTC', programme, extra: 1 }), 400, 'invalid'],
    [fetch(events, plain), 400, 'invalid'],
    [fetch(events, { method: 'POST' }), 400, 'invalid'],
    [post(session, { secret: 'short' }), 400, 'invalid'],
    [post(session, { secret: ['x'.repeat(22)] }), 400, 'invalid'],
    [fetch(`${events}/%E0%A4%A`), 400, 'invalid'],
    [fetch(`${events}/ZZZZZ2`), 404, 'unknown_event'],
    [fetch(`${events}/toolongforacode`), 404, 'unknown_event'],
    [fetch(`${events}/__proto__/welcome?surface=phone`), 404, 'unknown_event'],
    [fetch(`${event.url}/api/nothing`), 404, 'unknown_message'],
    [fetch(events, { method: 'DELETE' }), 405, 'unknown_message'],
  ] as const) {
    const response = await asked;
    const problem = problemSchema.parse(await response.json());
    assert.equal([response.status, problem.error], [status, code], problem.message);
    assert.ok(problem.message.length > 10);
    assert.is(response.headers.get('cache-control'), 'no-store');
  }
  assert.equal(server.troubles, []);
});

test('HTTP-4 a refusal names what is wrong, for whoever writes a client', async (t) => {
  const { event } = await start(t);
  const programme = { startAt: 0, cues: [{ title: 'Opening' }] };
  const asked = { title: 'T', timeZone: 'UTC', programme };
  const response = await post(`${event.url}/api/events`, asked);
  const { issues = [] } = problemSchema.parse(await response.json());
  assert.ok(issues.some(({ path }) => path === 'programme.cues.0.durationMs'));
});

test('HTTP-5 answers carry the headers that keep browsers safe', async (t) => {
  const { event } = await start(t);
  for (const path of [`/api/events/${event.code}`, '/api/nothing', '/healthz']) {
    const { headers } = await fetch(event.url + path);
    assert.is(headers.get('x-content-type-options'), 'nosniff');
    assert.is(headers.get('x-frame-options'), 'SAMEORIGIN');
    assert.is(headers.get('referrer-policy'), 'no-referrer');
    assert.is(headers.get('x-powered-by'), null);
    assert.is(headers.get('access-control-allow-origin'), null);
    if (!path.startsWith('/api')) continue;
    assert.match(headers.get('content-security-policy') ?? '', "default-src 'none'");
  }
});

test('HTTP-10 a page and its files are sent compressed, and its files with few heads', async (t) => {
  const { event } = await start(t);
  const page = await fetch(`${event.url}/${event.code}/timer`);
  assert.ok(page.headers.get('content-encoding'), 'the page');
  const [script] = /\/_app\/immutable\/entry\/start[^"]*\.js/.exec(await page.text()) ?? [];
  const file = await fetch(event.url + script);
  assert.is(file.status, 200);
  assert.ok(file.headers.get('content-encoding'), 'its script');
  assert.match(file.headers.get('cache-control') ?? '', 'immutable');
  assert.is(file.headers.get('x-content-type-options'), 'nosniff');
  assert.is(file.headers.get('set-cookie'), null);
  const bytes = [...file.headers].reduce((sum, head) => sum + head.join(': ').length, 0);
  assert.ok(bytes < 500, `${bytes} bytes`);
});

test('HTTP-15 the files of pages are served as they were built, and nothing that was not', async (t) => {
  const { event } = await start(t);
  const html = await (await fetch(`${event.url}/${event.code}`)).text();
  const files = new Set([...html.matchAll(/\/_app\/immutable\/[\w./-]+/g)].map(([file]) => file));
  assert.ok(files.size > 5);
  for (const file of files) {
    const built = await readFile(new URL(`../../../web/build/client${file}`, import.meta.url));
    for (const encoding of ['br', 'gzip', 'identity']) {
      const response = await fetch(event.url + file, { headers: { 'Accept-Encoding': encoding } });
      assert.is(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^text\/(javascript|css)$/);
      assert.ok(Buffer.from(await response.arrayBuffer()).equals(built), file);
    }
  }
  const [file = ''] = files;
  for (const path of [`${file}.br`, `${file}x`, '/_app/immutable/']) {
    assert.is((await fetch(event.url + path)).status, 404, path);
  }
});

test('HTTP-6 it says whether it runs, whether it is ready, and what it counts', async (t) => {
  const { server, event } = await start(t);
  const phone = await enter(t, event, 'phone');
  await phone.ask('Who pays?');
  const get = async (path: string) => {
    const response = await fetch(server.url + path);
    return { status: response.status, text: await response.text() };
  };
  assert.equal(await get('/healthz'), { status: 200, text: 'ok\n' });
  assert.equal(await get('/readyz'), { status: 200, text: 'ready\n' });
  const { text } = await get('/metrics');
  assert.match(text, 'rostrum_rooms 1');
  assert.match(text, 'rostrum_sockets{surface="phone"} 1');
  assert.match(text, 'rostrum_actions_total{type="question.ask",outcome="accepted"} 1');
  await server.app.log.close();
  assert.equal(await get('/readyz'), { status: 503, text: 'the log is closed\n' });
  assert.is((await get('/healthz')).status, 200);
  const open = await fetch(`${server.url}/api/events/${event.code}`);
  assert.is(open.status, 200, 'what is open is shown');
  const response = await fetch(`${server.url}/api/events/ABC234`);
  const problem = problemSchema.parse(await response.json());
  assert.equal([response.status, problem.error], [503, 'unavailable']);
});

test('HTTP-8 a page is kept by no cache between, and its policy allows this origin alone', async (t) => {
  const { event } = await start(t);
  for (const path of ['', '/screen', '/desk']) {
    const page = await fetch(`${event.url}/${event.code}${path}`);
    assert.is(page.headers.get('cache-control'), 'private, no-cache');
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, "default-src 'none'");
    assert.match(policy, "script-src 'self' 'sha256-");
    assert.not.match(policy, /unsafe-inline|unsafe-eval|nonce|\*|https?:/);
    const scripts = [...(await page.text()).matchAll(/<script>([^]*?)<\/script>/g)];
    assert.ok(scripts.length >= 2, 'its own and the template’s');
    for (const [, script = ''] of scripts) {
      assert.match(policy, `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    }
  }
});

test('HTTP-7 a script cannot fill the log with events', async (t) => {
  const { event } = await start(t);
  const programme = { startAt: 0, cues: [] };
  const asked = { title: 'One of many', timeZone: 'UTC', programme };
  const make = () => post(`${event.url}/api/events`, asked);
  const made = await Promise.all(Array.from({ length: 30 }, make));
  const late = made.filter(({ status }) => status === 429);
  assert.ok(late.length >= 5 && late.length < 15, `${late.length} of 30`);
  const problem = problemSchema.parse(await late[0]?.json());
  assert.is(problem.error, 'too_fast');
});

test('HTTP-9 a programme too large for a message is set over HTTP, by the link of the surface alone', async (t) => {
  const { event } = await start(t);
  const show = await enter(t, event, 'show', 'caller');
  const programme = largeProgramme('big');
  const act = { surface: 'show', id: idOf('large'), action: { type: 'programme.set', programme } };
  const send = (cookie: string) =>
    post(`${event.url}/api/events/${event.code}/act`, act, { Cookie: cookie });
  assert.ok(JSON.stringify(act).length > MESSAGE_MAX_BYTES);
  const stranger = await newBrowser(event);
  assert.is((await send(stranger.cookie)).status, 403);
  const answer = await send(show.browser.cookie);
  assert.is(answer.status, 200);
  assert.is(((await answer.json()) as { ok: boolean }).ok, true);
  await until(() => show.view.programme.cues.length === 200, {
    what: 'the programme at the show',
  });
  // The same again is one effect and the same outcome.
  assert.is(((await (await send(show.browser.cookie)).json()) as { ok: boolean }).ok, true);
});

run();
