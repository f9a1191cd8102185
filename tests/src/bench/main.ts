/**
 * Measures speed and memory, and prints what it found: a line of JSON about the
 * machine, then one for each figure, and a table of them all. It exits with 1
 * when a target is missed, with 2 when it was asked for what there is not.
 */
import { lineOf, preamble, table, type Line } from './report.ts';
import { readOptions, UsageError, type Options } from './options.ts';
import type { Scenario } from './scenario.ts';
import { ceiling } from './scenarios/ceiling.ts';
import { crowd } from './scenarios/crowd.ts';
import { frames } from './scenarios/frames.ts';
import { joins } from './scenarios/joins.ts';
import { memory } from './scenarios/memory.ts';
import { nodes } from './scenarios/nodes.ts';
import { pages } from './scenarios/pages.ts';
import { reconnect } from './scenarios/reconnect.ts';
import { desk } from './scenarios/desk.ts';
import { displays } from './scenarios/displays.ts';
import { fold } from './scenarios/fold.ts';
import { alike } from './scenarios/alike.ts';
import { growth } from './scenarios/growth.ts';
import { storm } from './scenarios/storm.ts';
import { Scope } from './scope.ts';

const SCENARIOS: readonly Scenario[] = [
  storm,
  ceiling,
  frames,
  memory,
  crowd,
  reconnect,
  nodes,
  joins,
  pages,
  fold,
  growth,
  alike,
  desk,
  displays,
];

/** Exit codes of shells for what ended by a signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What the scenario under way has opened. */
let scope = new Scope();
let stopping = false;
for (const [signal, code] of Object.entries(SIGNALS)) {
  // The first ends the children in good order, the second at once.
  process.once(signal, () => {
    stopping = true;
    process.once(signal, () => process.exit(code));
    void scope.end().then(() => process.exit(code));
  });
}

function choose({ scenario }: Options): readonly Scenario[] {
  if (scenario === undefined) return SCENARIOS;
  const chosen = SCENARIOS.filter(({ name }) => name === scenario);
  if (chosen.length > 0) return chosen;
  const names = SCENARIOS.map(({ name }) => name).join(', ');
  throw new UsageError(`there is no scenario ${JSON.stringify(scenario)}; there are: ${names}`);
}

async function measure({ name, run }: Scenario, isQuick: boolean): Promise<Line[]> {
  const own = new Scope();
  scope = own;
  try {
    const figures = await run({
      isQuick,
      say: (text) => console.error(`${name}: ${text}`),
      after: (teardown) => own.after(teardown),
    });
    return figures.map((figure) => lineOf(name, figure, isQuick));
  } finally {
    await own.end();
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const chosen = choose(options);
  if (options.list) {
    for (const { name, summary } of chosen) console.log(`${name.padEnd(11)}${summary}`);
    return;
  }
  const print = (line: object) => console.log(JSON.stringify(line));
  print(preamble(chosen, options.quick));
  const lines: Line[] = [];
  for (const scenario of chosen) {
    const found = await measure(scenario, options.quick);
    found.forEach(print);
    lines.push(...found);
  }
  console.log(`\n${table(lines)}`);
  if (lines.some(({ ok }) => ok === false)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  // After a signal the children are gone, and what fails of that is no news.
  if (!stopping) console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
