import type { Context } from '../lib/harness.ts';

type Teardown = () => void | Promise<void>;

/** Owns what was opened, and ends it the last one first, whatever fails on the way. */
export class Scope implements Context {
  readonly #teardowns: Teardown[] = [];
  #ended = false;

  /** After the end it is called at once. */
  after(teardown: Teardown): void {
    if (this.#ended) void tear(teardown);
    else this.#teardowns.push(teardown);
  }

  /** Safe to call again, and while it is under way: each teardown runs once. */
  async end(): Promise<void> {
    this.#ended = true;
    for (let next = this.#teardowns.pop(); next; next = this.#teardowns.pop()) await tear(next);
  }
}

async function tear(teardown: Teardown): Promise<void> {
  try {
    await teardown();
  } catch (error) {
    console.error('could not be ended:', error);
  }
}
