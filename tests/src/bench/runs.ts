import type { Context } from '../lib/harness.ts';
import { chooseCores } from './cores.ts';
import type { Generator } from './load/start-generator.ts';
import { startGenerator } from './load/start-generator.ts';
import type { Bench } from './scenario.ts';
import { Scope } from './scope.ts';
import { startSite, type Kind, type Site, type SiteOptions } from './site.ts';

const RUNS = 3;
/** Phones that note when a vote becomes visible. A sample: the same patch goes to all. */
const OBSERVERS = 20;

/** All runs of a scenario, one after the other. */
export async function eachRun<T>(bench: Bench, once: (run: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const count = bench.isQuick ? 1 : RUNS;
  for (let run = 0; run < count; run += 1) {
    bench.say(`run ${run + 1} of ${count}`);
    results.push(await once(run));
  }
  return results;
}

/** Ends what `work` has opened as soon as it is done, so that nothing of it runs beside what comes next. */
export async function alone<T>(bench: Bench, work: (t: Context) => Promise<T>): Promise<T> {
  const scope = new Scope();
  bench.after(() => scope.end());
  try {
    return await work(scope);
  } finally {
    await scope.end();
  }
}

/** A server of one kind with its phones connected. */
export interface Crowd {
  readonly site: Site;
  readonly generator: Generator;
  /** Of its nodes. */
  readonly pids: readonly number[];
}

export async function gather(
  t: Context,
  kind: Kind,
  phones: number,
  options: SiteOptions = {},
): Promise<Crowd> {
  const site = await startSite(t, kind, options);
  const generator = startGenerator(t, chooseCores()?.generator);
  await generator.order('gather', { target: targetOf(site), phones, observers: OBSERVERS });
  return { site, generator, pids: site.nodes.map(({ pid }) => pid) };
}

/** What the generator is told of a site: what can be sent. */
export function targetOf({ ports, code, questions, secret, moderator }: Site) {
  return { ports, code, questions, secret, moderator };
}
