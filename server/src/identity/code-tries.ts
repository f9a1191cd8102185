import type { Code, EventId } from '@rostrum/shared/domain/ids';
import { TokenBucket } from './token-bucket.ts';

/** Wrong codes of one source: a hall that types is slower, and a script needs years for one right one. */
const WRONG_PER_SECOND = 0.5;
const WRONG_BURST = 120;
/** Codes a source is known to have; no hall has more. */
const KNOWN_MAX = 1_000;

/**
 * Slows the guessing of codes from one source. Only wrong ones count. When there were too many, the
 * codes that the source has found before still open, which tells nobody there anything; every other
 * one waits, right or wrong alike, since an answer to the right ones would be the guess.
 */
export class CodeTries {
  readonly #wrong = new TokenBucket(WRONG_PER_SECOND, WRONG_BURST, performance.now());
  readonly #known = new Set<Code>();
  readonly #underWay = new Map<Code, Promise<EventId | undefined>>();

  /** The event that `look` finds for a code; undefined when it finds none. */
  async find(
    code: Code,
    look: (code: Code) => Promise<EventId | undefined>,
  ): Promise<EventId | 'too_fast' | undefined> {
    if (this.#known.has(code)) return look(code);
    // A hall that comes in at once is one try.
    const same = this.#underWay.get(code);
    if (same) return same;
    if (!this.#wrong.take(performance.now())) return 'too_fast';
    const looking = look(code);
    this.#underWay.set(code, looking);
    try {
      const event = await looking;
      if (event && this.#known.size < KNOWN_MAX) this.#known.add(code);
      if (event) this.#wrong.giveBack();
      return event;
    } catch (error) {
      this.#wrong.giveBack();
      throw error;
    } finally {
      this.#underWay.delete(code);
    }
  }
}
