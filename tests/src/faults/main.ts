/**
 * Brings about one fault after the other and judges what is left. Prints a line
 * of JSON for each and then a table. It exits with 1 when one was not survived,
 * with 2 when it was asked for what there is not.
 */
import { Scope } from '../bench/scope.ts';
import { Chance } from '../lib/chance.ts';
import type { RedisSetup } from '../lib/redis.ts';
import type { AnyFault } from './fault.ts';
import { readOptions, UsageError } from './options.ts';
import { lineOf, table, type Line, type Ran } from './report.ts';

/** Exit codes of shells for what ended by a signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What is shipped first: that is what people run. */
const SETUPS: readonly RedisSetup[] = ['shipped', 'bare'];

/** What the fault under way has opened. */
let scope = new Scope();
for (const [signal, code] of Object.entries(SIGNALS)) {
  // The first ends the processes in good order, the second at once.
  process.once(signal, () => {
    process.once(signal, () => process.exit(code));
    void scope.end().then(() => process.exit(code));
  });
}

async function bringAbout(fault: AnyFault, seed: number, setup: RedisSetup): Promise<Ran> {
  const own = new Scope();
  scope = own;
  const startedAt = performance.now();
  const secondsSince = () => (performance.now() - startedAt) / 1_000;
  try {
    const findings = await fault.run(
      {
        seed,
        chance: new Chance(seed),
        setup,
        say: (text) => console.error(`${fault.name}: ${text}`),
        after: (teardown) => own.after(teardown),
      },
      'full',
    );
    return { seed, seconds: secondsSince(), findings };
  } catch (error) {
    console.error(error);
    return { seed, seconds: secondsSince(), findings: [], trouble: String(error) };
  } finally {
    await own.end();
  }
}

async function main(): Promise<void> {
  const { list, chosen, seed } = readOptions(process.argv.slice(2));
  if (list) {
    for (const { name, judges } of chosen) console.log(`${name.padEnd(16)}${judges}`);
    return;
  }
  const lines: Line[] = [];
  for (const fault of chosen) {
    const setups = fault.onRedis ? SETUPS : SETUPS.slice(0, 1);
    for (const setup of setups) {
      const name = fault.onRedis ? `${fault.name}, ${setup}` : fault.name;
      console.error(`${name}: seed ${seed}`);
      const line = lineOf({ ...fault, name }, await bringAbout(fault, seed, setup));
      console.log(JSON.stringify(line));
      lines.push(line);
    }
  }
  console.log(`\n${table(lines)}`);
  if (lines.some(({ ok }) => !ok)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
