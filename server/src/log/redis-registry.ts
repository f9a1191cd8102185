import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { CODES, EPOCH } from './redis-keys.ts';
import { OTHER } from './redis-scripts.ts';
import type { Ask } from './redis-store.ts';

/** Code → event. */
export class RedisRegistry {
  readonly #ask: Ask;
  readonly #onFound: (code: Code, event: EventId) => void;

  /** `onFound` is told of every code that stands for an event. */
  constructor(ask: Ask, onFound: (code: Code, event: EventId) => void) {
    this.#ask = ask;
    this.#onFound = onFound;
  }

  /** `OTHER` when Redis is in another epoch. */
  async claim(code: Code, event: EventId, epoch: string): Promise<boolean | typeof OTHER> {
    const answer = await this.#ask(
      (redis) => redis.rostrumClaimCode(CODES, EPOCH, code, event, epoch),
      'registry',
    );
    if (answer === OTHER) return OTHER;
    if (answer === 1) this.#onFound(code, event);
    return answer === 1;
  }

  async find(code: Code): Promise<EventId | undefined> {
    const event = await this.#ask((redis) => redis.hget(CODES, code));
    // Of an event that is gone for good.
    if (!event) return undefined;
    this.#onFound(code, event as EventId);
    return event as EventId;
  }

  async all(): Promise<[Code, EventId][]> {
    const all = await this.#ask((redis) => redis.hgetall(CODES));
    const codes = Object.entries(all).filter(([, event]) => event !== '') as [Code, EventId][];
    for (const [code, event] of codes) this.#onFound(code, event);
    return codes;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#ask((redis) => redis.hlen(CODES))) === 0;
  }
}
