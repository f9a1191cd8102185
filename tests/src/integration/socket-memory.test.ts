import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { newSecret } from '@rostrum/server/identity/secrets';
import { Sessions } from '@rostrum/server/identity/sessions';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { createEvent } from '../lib/browser.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { RawClient } from '../lib/raw-client.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('socket memory');
const PROBE = join(import.meta.dirname, '../lib/socket-memory-probe.ts');
const SECRET = newSecret() + newSecret();
const PHONES = 2_000;
/** Come and go before the heap is first weighed: what the first sockets ever cost is not one socket's cost. */
const FIRST_PHONES = 500;
/** Ten runs gave 0.74 to 0.76; the bench tells the figure itself. */
const SHARE_MAX = 0.9;

async function start(t: Context, kind: 'stock' | 'rostrum') {
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: '0',
    ROSTRUM_DATA: await tempFolder(t),
    ROSTRUM_SECRET: SECRET,
  };
  const probe = fork(PROBE, [kind], { execArgv: ['--expose-gc'], env });
  const exited = once(probe, 'exit');
  t.after(async () => {
    probe.kill('SIGKILL');
    await exited;
  });
  const { port } = await told<{ port: number }>(probe);
  return { probe, url: `http://127.0.0.1:${port}` };
}

async function told<Message>(probe: ChildProcess): Promise<Message> {
  const [message] = (await once(probe, 'message')) as [Message];
  return message;
}

async function weigh(probe: ChildProcess): Promise<number> {
  probe.send('weigh');
  return (await told<{ bytes: number }>(probe)).bytes;
}

/** Opens so many phones, each of its own browser, and waits until all have what they begin with. */
async function open(t: Context, url: string, hello: object, count: number): Promise<RawClient[]> {
  const sessions = new Sessions(SECRET, false);
  const phones = Array.from({ length: count }, () => {
    const cookie = sessions.setCookie(sessions.create()).split(';')[0] ?? '';
    return new RawClient(url, cookie, hello);
  });
  t.after(() => phones.forEach(({ socket }) => socket.terminate()));
  const isIn = (phone: RawClient) => phone.heard('welcome').length > 0;
  await until(() => phones.every(isIn), { what: 'all welcomes' });
  return phones;
}

/** Bytes of the server's heap for each phone. */
async function bytesPerPhone(t: Context, kind: 'stock' | 'rostrum'): Promise<number> {
  const { probe, url } = await start(t, kind);
  const hello =
    kind === 'stock'
      ? {}
      : { v: PROTOCOL_VERSION, code: (await createEvent({ url })).code, surface: 'phone' };
  const first = await open(t, url, hello, FIRST_PHONES);
  for (const { socket } of first) socket.close();
  await until(() => first.every(({ isClosed }) => isClosed), { what: 'the first gone' });
  const before = await weigh(probe);
  await open(t, url, hello, PHONES);
  return ((await weigh(probe)) - before) / PHONES;
}

test('SOCK-25 a phone takes less memory than it takes with Socket.IO as it comes', async (t) => {
  const stock = await bytesPerPhone(t, 'stock');
  const rostrum = await bytesPerPhone(t, 'rostrum');
  const kB = (bytes: number) => (bytes / 1024).toFixed(1);
  console.log(
    `note: a phone is ${kB(rostrum)} kB of heap; with Socket.IO as it comes ${kB(stock)}`,
  );
  assert.ok(rostrum <= SHARE_MAX * stock, `${rostrum / stock} of ${stock} bytes`);
});

run();
