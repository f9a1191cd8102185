import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { newBrowser, type LiveEvent } from '../../lib/browser.ts';
import { until, type Context } from '../../lib/harness.ts';
import { Wire } from './wire.ts';

/** A page that is let in, takes nothing in from then on, and is gone after `staysMs`. Resolves once it is deaf. */
export async function deafSocket(t: Context, event: LiveEvent, staysMs: number): Promise<void> {
  const { cookie } = await newBrowser(event);
  let isIn = false;
  let refusal: string | undefined;
  const { url, code } = event;
  const wire = new Wire({
    ...{ url, cookie, code, surface: 'phone' },
    onEvent: () => (isIn = true),
    onClose: (why) => (refusal = why ?? 'it was closed'),
  });
  t.after(() => wire.drop());
  await until(() => isIn || refusal, { what: 'a deaf client' });
  if (!isIn) throw new Error(`a deaf client was refused: ${refusal}`);
  wire.stopReading();
  setTimeout(() => wire.drop(), staysMs).unref();
}

/** The same by long polling: it says hello, and never asks for what there is. */
export async function deafPoller(event: LiveEvent): Promise<void> {
  const { cookie } = await newBrowser(event);
  const address = `${event.url}/socket.io/?EIO=4&transport=polling`;
  const headers = { Cookie: cookie };
  const opened = await (await fetch(address, { headers })).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const hello = { v: PROTOCOL_VERSION, code: event.code, surface: 'phone' };
  const body = `40${JSON.stringify(hello)}`;
  await (await fetch(`${address}&sid=${sid}`, { method: 'POST', headers, body })).text();
}
