import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LANGUAGE_COOKIE, type PageGate } from '@rostrum/shared/protocol/page';
import type { Request, Response } from 'express';
import { encodingFor, type Encoding } from './encodings.ts';
import type { Pages } from './pages.ts';

/** As small as by gzip's best, in a third of its time. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
/** On threads of their own. */
const ENCODERS: Record<Encoding, (plain: Buffer) => Promise<Buffer>> = {
  br: (plain: Buffer) => promisify(brotliCompress)(plain, BROTLI),
  gzip: promisify<Buffer, Buffer>(gzip),
};
/** What of a page's heads follows from the page: the others are this server's own. */
const HEADS = ['content-type', 'content-security-policy'];

/** A page as anyone is sent it. */
export class RenderedPage {
  readonly status: number;
  readonly #heads: Record<string, string>;
  readonly #plain: Buffer;
  readonly #encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(response: globalThis.Response, plain: Buffer) {
    this.status = response.status;
    this.#plain = plain;
    this.#heads = Object.fromEntries(
      HEADS.flatMap((name) => {
        const value = response.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
  }

  async send(request: Request, response: Response): Promise<void> {
    const encoding = encodingFor(request);
    response.status(this.status).set(this.#heads).vary('Accept-Encoding');
    if (!encoding) {
      response.send(this.#plain);
      return;
    }
    const bytes = await this.#in(encoding);
    response.set('Content-Encoding', encoding).send(bytes);
  }

  /** Compressed once for all. */
  #in(encoding: Encoding): Promise<Buffer> {
    const made = this.#encoded.get(encoding) ?? ENCODERS[encoding](this.#plain);
    this.#encoded.set(encoding, made);
    return made;
  }
}

/** Renders a page for a request of the server's own: it has an address and a language, and nothing of whoever asks. */
export async function renderPage(
  pages: Pages,
  address: URL,
  language: string,
  gate: PageGate,
): Promise<RenderedPage> {
  const request = new globalThis.Request(address, {
    headers: { cookie: `${LANGUAGE_COOKIE}=${language}` },
  });
  const response = await pages.render(request, { req: { gate } });
  return new RenderedPage(response, Buffer.from(await response.arrayBuffer()));
}
