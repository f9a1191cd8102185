import { get } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { percentile } from '../stats.ts';
import { arrivals } from './arrivals.ts';
import type { Hall } from './hall.ts';
import type { Phone } from './phone.ts';

/** Newcomers whose phones are open at a time: the room stays as large as it was, and its fan-out with it. */
const STAYING = 100;
/** As people come, with a tenth more of them planned than asked for, since their times are random. */
const SPARE = 1.1;

/**
 * First visits at random times of the window: each asks for the event's page, takes
 * it in, asks for what is its own, and opens a phone with the session it was given.
 *
 * @returns the milliseconds that 99 of 100 pages took at most; NaN for none.
 * @throws when any was not let in.
 */
export async function admit(
  hall: Hall,
  count: number,
  { fromMs, lengthMs }: { fromMs: number; lengthMs: number },
): Promise<number> {
  const rate = (count * SPARE * 1000) / lengthMs;
  const due = count === 0 ? [] : arrivals(rate, lengthMs).slice(0, count);
  const staying: Phone[] = [];
  const tookMs = await Promise.all(
    due.map(async (dueMs) => {
      await after(fromMs + dueMs);
      const startedAt = performance.now();
      const { code } = hall.target;
      await load(hall, `/${code}`, 'text/html');
      const took = performance.now() - startedAt;
      const cookie = await load(hall, `/api/events/${code}/mine`, 'application/json');
      staying.push(await hall.newPhone({ cookie }).open());
      if (staying.length > STAYING) staying.shift()?.drop();
      return took;
    }),
  );
  return percentile(tookMs, 0.99);
}

/** @returns the session's cookie, where one was given. */
function load(hall: Hall, path: string, accept: string): Promise<string> {
  const { ports } = hall.target;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const where = { host: '127.0.0.1', port: ports[0], path };
  const headers = { Accept: accept, 'Accept-Encoding': 'gzip, br' };
  get({ ...where, headers, localAddress: hall.nextSource(), agent: false }, (response) => {
    const { statusCode } = response;
    const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    response.resume();
    response.on('end', () => {
      if (statusCode === 200) resolve(cookie);
      else reject(new Error(`${path} was answered with ${statusCode}`));
    });
    response.on('error', reject);
  }).on('error', (cause) => reject(new Error(`${path}: ${cause.message}`)));
  return promise;
}
