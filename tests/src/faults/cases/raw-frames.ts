import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { newBrowser, type LiveEvent } from '../../lib/browser.ts';
import { idOf } from '../../lib/event.ts';
import type { Chance } from '../../lib/chance.ts';
import type { Run } from '../fault.ts';
import type { Stage } from '../stage/stage.ts';
import { mutatedText } from './mutate.ts';

/** Frames that one connection is given, if it lives that long. */
const PER_CONNECTION = 20;
const CONNECTIONS = 20;
/** One in so many comes by polling. */
const POLLS_EVERY = 5;

/**
 * Throws frames at a node that are almost Engine.IO and Socket.IO, or not at
 * all, by WebSocket and by polling, before the hello and after it. What of them
 * can be read asks for what a phone may not do. Gives how many were thrown.
 */
export async function hostileFrames(run: Run, { event }: Stage, count: number): Promise<number> {
  const { cookie } = await newBrowser(event);
  let thrown = 0;
  const one = async () => {
    while (thrown < count) {
      const frames = Array.from({ length: PER_CONNECTION }, () => frame(run.chance, event));
      thrown += frames.length;
      if (run.chance.below(POLLS_EVERY) === 0) await poll(event, cookie, frames);
      else await socket(event, cookie, frames, run.chance);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return thrown;
}

function frame(chance: Chance, { code }: LiveEvent): string | Buffer {
  const hello = JSON.stringify({ v: PROTOCOL_VERSION, code, surface: 'phone' });
  const act = { id: idOf('raw'), action: { type: 'settings.qa', open: false } };
  const good = chance.pick([
    `40${hello}`,
    `40/admin,${hello}`,
    `421${JSON.stringify(['act', act])}`,
    `42${JSON.stringify(['act', act])}`,
    `42/other,7${JSON.stringify(['sync', { seq: 0 }])}`,
    `451-7["act",{"_placeholder":true,"num":0}]`,
    `459-["act"]`,
    `461-9[{"_placeholder":true,"num":3}]`,
    '430[]',
    '431[{"ok":true,"seq":1}]',
    '41',
    '44{"message":"no"}',
    '2probe',
    '3probe',
    '0{"sid":"x","upgrades":["websocket"]}',
    '1',
    '5',
    '6',
    '4',
    `42${'['.repeat(2_000)}${']'.repeat(2_000)}`,
    `42["act",${'9'.repeat(400)}]`,
    'bAAAA',
    '',
  ]);
  const draw = chance.next();
  if (draw < 0.6) return mutatedText(chance, good);
  if (draw < 0.8) return good;
  return Buffer.from(Array.from({ length: chance.below(64) }, () => chance.below(256)));
}

/** Resolves once the connection is closed, by the server or when all is said. */
function socket(
  event: LiveEvent,
  cookie: string,
  frames: readonly (string | Buffer)[],
  chance: Chance,
): Promise<void> {
  const address = `${event.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const raw = new WebSocket(address, { headers: { Cookie: cookie }, perMessageDeflate: false });
  const saysHello = chance.next() < 0.7;
  const hello = { v: PROTOCOL_VERSION, code: event.code, surface: 'phone' };
  return new Promise((resolve) => {
    raw.on('error', () => {});
    raw.once('close', () => resolve());
    raw.once('open', () => {
      if (saysHello) raw.send(`40${JSON.stringify(hello)}`);
      for (const each of frames) raw.send(each);
      // What answers a ping has read what came before.
      raw.once('pong', () => raw.terminate());
      raw.ping();
    });
  });
}

async function poll(
  event: LiveEvent,
  cookie: string,
  frames: readonly (string | Buffer)[],
): Promise<void> {
  const address = `${event.url}/socket.io/?EIO=4&transport=polling`;
  const headers = { Cookie: cookie };
  const opened = await (await fetch(address, { headers })).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const body = frames.map(String).join('\x1e').slice(0, 16_000);
  await (await fetch(`${address}&sid=${sid}`, { method: 'POST', headers, body })).text();
}
