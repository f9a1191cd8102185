import WebSocket from 'ws';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { newBrowser, type LiveEvent } from './browser.ts';
import { until, type Context } from './harness.ts';

/**
 * A client that speaks Engine.IO itself, over a WebSocket that ends at the first
 * byte that is not as the standard has it.
 */
export class RawClient {
  /** Every text that came, as it came. */
  readonly texts: string[] = [];
  readonly socket: WebSocket;

  constructor(url: string, cookie: string, hello: object) {
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.socket = new WebSocket(address, { headers: { Cookie: cookie } });
    this.socket.on('message', (data) => {
      const text = String(data);
      this.texts.push(text);
      if (text.startsWith('0')) this.send(`40${JSON.stringify(hello)}`);
      if (text === '2') this.send('3');
    });
  }

  send(text: string): void {
    this.socket.send(text);
  }

  get isClosed(): boolean {
    return this.socket.readyState === WebSocket.CLOSED;
  }

  /** The messages with this name, in their order. */
  heard(name: string): unknown[] {
    return this.texts
      .filter((text) => text.startsWith(`42["${name}"`))
      .map((text) => (JSON.parse(text.slice(2)) as [string, unknown])[1]);
  }
}

/** Opens a phone and waits for its view. */
export async function enterRaw(t: Context, event: LiveEvent): Promise<RawClient> {
  const { cookie } = await newBrowser(event);
  const hello = { v: PROTOCOL_VERSION, code: event.code, surface: 'phone' };
  const client = new RawClient(event.url, cookie, hello);
  t.after(() => client.socket.terminate());
  await until(() => client.heard('welcome').length > 0, { what: 'the welcome' });
  return client;
}
