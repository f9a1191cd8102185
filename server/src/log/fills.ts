import type { EventId } from '@rostrum/shared/domain/ids';

/** By event, a reading of what followers have missed that is under way or about to begin: one at a time. */
export class Fills {
  readonly #fill: (event: EventId) => Promise<void>;
  readonly #timers = new Map<EventId, NodeJS.Timeout | 'under way'>();

  constructor(fill: (event: EventId) => Promise<void>) {
    this.#fill = fill;
  }

  later(event: EventId, ms: number): void {
    if (this.#timers.has(event)) return;
    this.#timers.set(
      event,
      setTimeout(() => void this.#run(event), ms),
    );
  }

  close(): void {
    for (const timer of this.#timers.values()) if (timer !== 'under way') clearTimeout(timer);
  }

  async #run(event: EventId): Promise<void> {
    this.#timers.set(event, 'under way');
    // A failure is looked at again at the next beat.
    await this.#fill(event).catch(() => {});
    this.#timers.delete(event);
  }
}
