import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { newBrowser } from '../../lib/browser.ts';
import { connect, type Client } from '../../lib/client.ts';
import { until, type Context } from '../../lib/harness.ts';
import { figure, ratio } from '../figures.ts';
import { alone, eachRun } from '../runs.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { startSite, type Site } from '../site.ts';
import { median } from '../stats.ts';
import { cpuSeconds } from '../usage.ts';

const FULL = { few: 30, many: 3_000, fresh: 40, reused: 1_000, atOnce: 8 };
const QUICK = { few: 30, many: 300, fresh: 5, reused: 50, atOnce: 8 };

/** What an event's page costs. */
interface Cost {
  /** Milliseconds until a page is here that nobody was given since the event changed. */
  readonly freshMs: number;
  /** Milliseconds of the server's processor for each of many that are all the same. */
  readonly reusedMs: number;
  /** Of its HTML, as it comes compressed and as it is. */
  readonly bytes: number;
  readonly plainBytes: number;
  /** Milliseconds until the server says that it runs, of which several such pages were asked just before. */
  readonly healthMs: number;
}

interface Run {
  readonly few: Cost;
  readonly many: Cost;
}

/** What a hall asks of the server that opens the page of an event with few questions, and of one with many. */
export const pages: Scenario = {
  name: 'pages',
  summary: 'The page of an event with 3,000 questions beside that of one with 30.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

async function run(bench: Bench): Promise<Figure[]> {
  const sizes = bench.isQuick ? QUICK : FULL;
  const runs = await eachRun(bench, () =>
    alone(bench, async (t): Promise<Run> => {
      const few = await startSite(t, 'rostrum', { questions: sizes.few });
      const many = await startSite(t, 'rostrum', { questions: sizes.many });
      const [ofFew, ofMany] = await freshTimes(t, [few, many], sizes.fresh);
      return {
        few: { freshMs: ofFew, ...(await costOf(few, sizes)) },
        many: { freshMs: ofMany, ...(await costOf(many, sizes)) },
      };
    }),
  );
  const compared = (name: string, key: keyof Cost) =>
    ratio(`${name}, many questions ÷ few`, runs, [({ many }) => many[key], ({ few }) => few[key]], {
      atMost: 1.3,
    });
  const both = (name: string, unit: string, key: keyof Cost) =>
    (['few', 'many'] as const).map((which) =>
      figure(`${name}, ${which}`, unit, runs, (each) => each[which][key]),
    );
  return [
    compared('page after a change', 'freshMs'),
    compared('page, compressed', 'bytes'),
    compared('page, as it is', 'plainBytes'),
    ...both('page after a change', 'ms', 'freshMs'),
    ...both('CPU of a page that is reused', 'ms', 'reusedMs'),
    ...both('page, compressed', 'B', 'bytes'),
    ...both('page, as it is', 'B', 'plainBytes'),
    ...both(`/healthz behind ${sizes.atOnce} pages`, 'ms', 'healthMs'),
  ];
}

/** By turns, so that whatever else the machine does meets both. */
async function freshTimes(
  t: Context,
  sites: readonly [Site, Site],
  count: number,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  const voters = [await voterOf(t, sites[0]), await voterOf(t, sites[1])] as const;
  for (let round = 0; round < count; round += 1) {
    for (const at of [0, 1] as const) {
      await change(voters[at], sites[at], round);
      const startedAt = performance.now();
      await load(sites[at]);
      times[at].push(performance.now() - startedAt);
    }
  }
  return [median(times[0]), median(times[1])];
}

async function voterOf(t: Context, { ports, code }: Site): Promise<Client> {
  const browser = await newBrowser({ url: `http://127.0.0.1:${ports[0]}`, code });
  const voter = connect(t, browser, code, 'phone');
  await until(() => voter.welcomes.length > 0, { what: 'the welcome' });
  return voter;
}

/** Votes, or takes the vote back, and waits until phones are told. */
async function change(voter: Client, { questions }: Site, round: number): Promise<void> {
  const told = voter.patches.length;
  const question = questions[Math.floor(round / 2) % questions.length];
  if (!question) throw new Error('there is no question to vote for');
  const type = round % 2 === 0 ? 'question.upvote' : 'question.takeBack';
  const answer = await voter.act({ type, question });
  if (!answer.ok) throw new Error(`a vote was refused: ${answer.reason}`);
  await until(() => voter.patches.length > told, { what: 'the patch', everyMs: 2 });
}

async function costOf(site: Site, { reused, atOnce }: typeof FULL): Promise<Omit<Cost, 'freshMs'>> {
  const page = await load(site);
  const before = cpuSeconds(site.nodes[0]?.pid ?? 0);
  for (let count = 0; count < reused; count += 1) await load(site);
  const usedMs = 1000 * (cpuSeconds(site.nodes[0]?.pid ?? 0) - before);
  const loads = Array.from({ length: atOnce }, () => load(site));
  const startedAt = performance.now();
  await load(site, '/healthz');
  const healthMs = performance.now() - startedAt;
  await Promise.all(loads);
  const plainBytes = brotliDecompressSync(page).length;
  return { reusedMs: usedMs / reused, bytes: page.length, plainBytes, healthMs };
}

function load({ ports, code }: Site, path = `/${code}`): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const headers = { Accept: 'text/html', 'Accept-Encoding': 'br' };
  get({ host: '127.0.0.1', port: ports[0], path, headers, agent: false }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      if (response.statusCode === 200) resolve(Buffer.concat(chunks));
      else reject(new Error(`${path} was answered with ${response.statusCode}`));
    });
  }).on('error', reject);
  return promise;
}
