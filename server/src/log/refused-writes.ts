import type { RedisCommands } from './redis-connection.ts';

/** Milliseconds that a key lives which was only written to see whether it can be. */
const PROBE_LIFE_MS = 1;
/** How an answer says that nothing is written there for now: memory or disk are full, or replicas are missing. */
const REFUSED = /\b(OOM|MISCONF|NOREPLICAS|READONLY)\b/;

/** Whether Redis, which answers, takes writes as well. */
export class RefusedWrites {
  #latest: { tag: string; why: string } | undefined;

  /** Why it does not. */
  get trouble(): string | undefined {
    return this.#latest?.why;
  }

  /** Takes note of why a write failed; `tag` is what stands in braces in its keys. */
  note(tag: string, why: string): void {
    if (REFUSED.test(why)) this.#latest = { tag, why: `writes are refused: ${why}` };
  }

  /** Looks at whether one is taken there again: a node that is not ready is sent nothing that could show it. */
  async probe(redis: RedisCommands): Promise<void> {
    if (!this.#latest) return;
    const { tag } = this.#latest;
    await redis.set(`rostrum:{${tag}}:probe`, '', 'PX', PROBE_LIFE_MS);
    this.#latest = undefined;
  }
}
