import { suite as uvuSuite } from 'uvu';
import { LIMIT_MS, WAIT_MS } from './limits.ts';

const UNTIL_EVERY_MS = 10;

type Teardown = () => void | Promise<void>;
type Body = (t: Context) => void | Promise<void>;

export interface Context {
  /**
   * Owns what the test opened: called when the test ends, however it ends, the
   * last one given first. Given after the end (a body that ran past its limit),
   * it is called at once.
   */
  after(teardown: Teardown): void;
}

export interface Suite {
  /** The test fails when it hangs. */
  test(name: string, body: Body): void;
  /** Owns what all tests of the file share: called after the last one, the last given first. */
  after(teardown: Teardown): void;
  /** Last line of a test file: queues the tests. */
  run(): void;
}

export function suite(name: string): Suite {
  const tests = uvuSuite(name);
  const shared: Teardown[] = [];
  tests.after(async () => {
    for (const teardown of shared.reverse()) await teardown();
  });
  return {
    after: (teardown) => void shared.push(teardown),
    test: (title, body) => tests(title, () => runTest(title, body)),
    run: () => tests.run(),
  };
}

async function runTest(title: string, body: Body): Promise<void> {
  const teardowns: Teardown[] = [];
  let ended = false;
  const context: Context = {
    after: (teardown) => {
      if (ended) void teardown();
      else teardowns.push(teardown);
    },
  };
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  await within(`"${title}"`, async () => body(context)).catch(note);
  ended = true;
  await within(`the teardown of "${title}"`, async () => {
    for (const teardown of teardowns.reverse()) await (async () => teardown())().catch(note);
  }).catch(note);
  if (failures.length > 0) throw failures[0];
}

async function within(what: string, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`${what} was not done within ${LIMIT_MS} ms`);
    timer = setTimeout(reject, LIMIT_MS, error);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

type Truthy<T> = Exclude<T, undefined | null | false | 0 | ''>;

/**
 * Waits until the condition gives something truthy, and gives that.
 *
 * @throws when that does not come, naming `what`; and what the condition throws.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  options: { everyMs?: number; what?: string } = {},
): Promise<Truthy<T>> {
  const { everyMs = UNTIL_EVERY_MS, what = 'the condition' } = options;
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const value = await condition();
    if (value) return value as Truthy<T>;
    if (performance.now() >= deadline) throw new Error(`${what}: not within ${WAIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
