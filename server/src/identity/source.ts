import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { CodeTries } from './code-tries.ts';
import { TokenBucket } from './token-bucket.ts';

/** Milliseconds after which all sources are forgotten. */
const FORGET_MS = 60 * 60 * 1_000;
/** Sources remembered at a time, some 100 bytes each; the one seen first goes first. */
const SOURCES_MAX = 100_000;
/** New events of one source: plenty for people, little for a script. */
const CREATED_PER_SECOND = 0.5;
const CREATED_BURST = 20;
/** Bytes that one source may send for new events: four of the largest, then one a minute. */
const BYTES_PER_SECOND = 16 * 1024;
const BYTES_BURST = 4 * 1024 * 1024;

/** Where requests come from: one network, which may be one script or a hall of 400 phones. */
export class Source {
  readonly codes = new CodeTries();
  /** New events. */
  readonly creations = new TokenBucket(CREATED_PER_SECOND, CREATED_BURST, performance.now());
  /** Bytes sent for new events, whatever became of them. */
  readonly creationBytes = new TokenBucket(BYTES_PER_SECOND, BYTES_BURST, performance.now());
}

/**
 * The sources of this hour. They are in memory alone, by a hash whose key is thrown away with them:
 * no address is kept, and none of an earlier hour can be recognised.
 */
export class Sources {
  readonly #hops: number;
  readonly #onProxy: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly #sources = new Map<string, Source>();
  #key = randomBytes(32);
  #saidProxy = false;

  /**
   * @param hops proxies of our own before this server, each of which adds to `X-Forwarded-For` whom it was called by.
   * @param onProxy called once where there seems to be a proxy that is not counted.
   */
  constructor(hops: number, onProxy: () => void) {
    this.#hops = hops;
    this.#onProxy = onProxy;
    this.#timer = setInterval(() => this.forget(), FORGET_MS).unref();
  }

  /** Of a request with these headers on a connection from this address. */
  of(headers: IncomingHttpHeaders, remote: string | undefined): Source {
    const forwarded = headers['x-forwarded-for'];
    if (forwarded !== undefined && this.#hops === 0 && !this.#saidProxy) {
      this.#saidProxy = true;
      this.#onProxy();
    }
    const network = networkOf(addressOf(remote, forwarded, this.#hops));
    const id = createHmac('sha256', this.#key).update(network).digest('base64');
    const known = this.#sources.get(id);
    if (known) return known;
    const [first] = this.#sources.size >= SOURCES_MAX ? this.#sources.keys() : [];
    if (first !== undefined) this.#sources.delete(first);
    const source = new Source();
    this.#sources.set(id, source);
    return source;
  }

  forget(): void {
    this.#sources.clear();
    this.#key = randomBytes(32);
  }

  close(): void {
    clearInterval(this.#timer);
    this.forget();
  }
}

/** What the last of our own proxies was called by; what stands before it is whatever its sender liked. */
export function addressOf(
  remote: string | undefined,
  forwarded: string | string[] | undefined,
  hops: number,
): string {
  const told = [forwarded ?? []].flat().join(',').split(',');
  const chain = [...told.map((each) => each.trim()).filter((each) => each !== ''), remote ?? ''];
  return chain[Math.max(0, chain.length - 1 - hops)] ?? '';
}

/** An IPv4 address, or the /64 of an IPv6 one, which is what one customer has. What is neither is one network. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) !== 6) return isIP(plain) === 4 ? plain : '';
  const [head = '', tail] = (URL.parse(`http://[${plain}]`)?.hostname.slice(1, -1) ?? '').split(
    '::',
  );
  const groups = head.split(':').filter((group) => group !== '');
  if (tail !== undefined) {
    const after = tail.split(':').filter((group) => group !== '').length;
    groups.push(...Array<string>(Math.max(0, 8 - after - groups.length)).fill('0'));
  }
  return groups.slice(0, 4).concat('').join(':');
}
