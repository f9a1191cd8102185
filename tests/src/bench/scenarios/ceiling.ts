import { eachRun, gather, type Crowd } from '../runs.ts';
import { figure, ratio, votesHeldUp } from '../figures.ts';
import type { VoteResult } from '../load/orders.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { Scope } from '../scope.ts';
import { findHighest } from '../search.ts';
import type { Kind } from '../site.ts';

const FULL = {
  phones: 5_000,
  // Long enough for what is a tenth too much to pile up to a second.
  votes: { warmUpMs: 2_000, measureMs: 8_000 },
  within: 1.05,
  step: 2,
  from: { rostrum: 4_000, bare: 8_000, naive: 8 },
} as const;
const QUICK = {
  phones: 1_000,
  votes: { warmUpMs: 500, measureMs: 1_500 },
  within: 2.1,
  step: 4,
  from: { rostrum: 2_500, bare: 2_500, naive: 20 },
} as const;

type Compared = keyof typeof FULL.from;

/** Milliseconds in which 99 of 100 votes must be seen. */
const SEEN_MAX_MS = 1_000;
/** Milliseconds after which a rate has failed, whatever else comes. */
const DRAIN_MS = 2_000;
/** Votes a second that Rostrum lets one phone send. */
const PER_PHONE = 10;
/** How far from the last run's result the next run begins. */
const AROUND = 0.8;
const STEP_AROUND = 1.4;

/** How many votes a second there can be. */
export const ceiling: Scenario = {
  name: 'ceiling',
  summary: '5,000 phones: the most votes a second that nearly all are seen within a second.',
  sizes: { full: FULL, quick: QUICK },
  run,
};

interface Summit {
  readonly rate: number;
  readonly note: string;
}

async function run(bench: Bench): Promise<Figure[]> {
  let tickMs = 0;
  const before: Partial<Record<Compared, number>> = {};
  const climb = async (kind: Compared) => {
    const climber = new Climber(bench, kind, tickMs);
    const summit = await climber.climb(before[kind]);
    before[kind] = summit.rate;
    if (kind === 'rostrum') tickMs = climber.tickMs;
    bench.say(`${kind}: ${Math.round(summit.rate)} votes/s ${summit.note}`);
    return summit;
  };
  const runs = await eachRun(bench, async () => {
    const rostrum = await climb('rostrum');
    return { rostrum, bare: await climb('bare'), naive: await climb('naive') };
  });
  type Run = (typeof runs)[number];
  const compared = (kind: Compared) =>
    [(each: Run) => each.rostrum.rate, (each: Run) => each[kind].rate] as const;
  const noteOf = (...kinds: Compared[]) => {
    const notes = kinds.flatMap((kind) => runs.map((each) => each[kind].note)).filter(Boolean);
    return [...new Set(notes)].join('; ');
  };
  const rate = (name: string, kind: Compared) => ({
    ...figure(name, 'votes/s', runs, (each) => each[kind].rate),
    note: noteOf(kind),
  });
  const [overNaive, overBare] = [{ atLeast: 1_000 }, { atLeast: 0.85 }];
  return [
    { ...ratio('ceiling ÷ naive', runs, compared('naive'), overNaive), note: noteOf('rostrum') },
    {
      ...ratio('ceiling ÷ bare', runs, compared('bare'), overBare),
      note: noteOf('rostrum', 'bare'),
    },
    rate('ceiling', 'rostrum'),
    rate('ceiling, bare', 'bare'),
    rate('ceiling, naive', 'naive'),
  ];
}

/** Tries rates on one server until one is too much for it, then on a new one. */
class Climber {
  readonly #bench: Bench;
  readonly #kind: Kind & Compared;
  readonly #sizes: typeof FULL | typeof QUICK;
  /** The baselines': given. Rostrum's: as it was at the first rate. */
  tickMs: number;
  #scope = new Scope();
  #crowd: Crowd | undefined;
  readonly #results: { rate: number; result: VoteResult }[] = [];

  constructor(bench: Bench, kind: Compared, tickMs: number) {
    this.#bench = bench;
    this.#kind = kind;
    this.#sizes = bench.isQuick ? QUICK : FULL;
    this.tickMs = tickMs;
    bench.after(() => this.#scope.end());
  }

  async climb(before: number | undefined): Promise<Summit> {
    const { phones, within, step, from } = this.#sizes;
    const near = before
      ? { from: before * AROUND, step: STEP_AROUND }
      : { from: from[this.#kind], step };
    const found = await findHighest((rate) => this.#try(rate), {
      to: phones * PER_PHONE,
      within,
      ...near,
    });
    await this.#startAnew();
    const failed = this.#results.filter(({ rate }) => rate > found.highest);
    const note = found.isEndOfRange
      ? 'at least: each phone sent all that Rostrum lets it'
      : votesHeldUp(failed.map(({ result }) => result));
    return { rate: found.highest, note };
  }

  async #try(rate: number): Promise<boolean> {
    const { phones, votes } = this.#sizes;
    this.#crowd ??= await gather(this.#scope, this.#kind, phones, { tickMs: this.tickMs });
    const { generator, pids } = this.#crowd;
    const order = { ...votes, rate, voters: 'all', blocks: 2, drainMs: DRAIN_MS, pids } as const;
    const result = await generator.order('vote', order);
    const isGood = isWellSeen(result);
    if (this.tickMs === 0) this.tickMs = result.tickMs;
    this.#results.push({ rate, result });
    this.#bench.say(
      `${this.#kind}, ${Math.round(rate)} votes/s: p99 ${Math.round(result.seenP99Ms)} ms, ` +
        `${result.unseen} unseen, ${result.notAccepted} not accepted ${votesHeldUp([result])}`,
    );
    // What it still has to do would be in the way of the next.
    if (!isGood) await this.#startAnew();
    return isGood;
  }

  async #startAnew(): Promise<void> {
    await this.#scope.end();
    this.#scope = new Scope();
    this.#crowd = undefined;
  }
}

function isWellSeen({ unseen, notAccepted, seenP99Ms, window }: VoteResult): boolean {
  return unseen === 0 && notAccepted === 0 && window.lost === 0 && seenP99Ms < SEEN_MAX_MS;
}
