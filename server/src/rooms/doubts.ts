import type { EventId } from '@rostrum/shared/domain/ids';
import type { Place } from '@rostrum/shared/protocol/place';
import { bareMark, type Seals } from '../identity/seals.ts';
import { LogError, type Log } from '../log/log.ts';

/** Milliseconds between two looks at what nobody signed: anyone can claim anything. */
const ALARM_EVERY_MS = 60_000;

interface DoubtsOptions {
  log: Log;
  event: EventId;
  seals: Seals | undefined;
  onTrouble: (error: unknown) => void;
}

/**
 * What clients say of where they were, when this node does not know such a
 * place. What the server signed is believed: the log then has less than it had.
 * What it did not sign raises an alarm, and stops nothing.
 */
export class Doubts {
  readonly #options: DoubtsOptions;
  #told: (Place & { readonly sealed: string }) | undefined;
  #alarmedAt = -Infinity;
  #isLooking = false;

  constructor(options: DoubtsOptions) {
    this.#options = options;
  }

  /** The mark of a place as clients are told it; computed once for all who are told. */
  sealed({ seq, mark }: Place): string {
    const { event, seals } = this.#options;
    if (!seals) return mark;
    if (this.#told?.seq !== seq || this.#told.mark !== mark) {
      this.#told = { seq, mark, sealed: seals.sealed(event, { seq, mark }) };
    }
    return this.#told.sealed;
  }

  /** A client says that it was at a place which is not known here. */
  consider(place: Place): void {
    const { event, seals, onTrouble } = this.#options;
    const isOurs = seals?.isOurs(event, place) === true;
    const now = performance.now();
    // One look at a time: a hall comes back at once.
    if (this.#isLooking || (!isOurs && now - this.#alarmedAt < ALARM_EVERY_MS)) return;
    if (!isOurs) this.#alarmedAt = now;
    this.#isLooking = true;
    this.#look(place, isOurs)
      .catch(onTrouble)
      .finally(() => (this.#isLooking = false));
  }

  async #look({ seq, mark }: Place, isOurs: boolean): Promise<void> {
    const { log, event, onTrouble } = this.#options;
    // This node may only be a moment behind the one that told it.
    const [there] = await log.read(event, seq, 1);
    if (there?.seq === seq && there.mark === bareMark(mark)) return;
    if (isOurs) await log.hold(event, { seq, mark: bareMark(mark) });
    else {
      const what = `a client of event ${event} says that it was at entry ${seq}, which is not there`;
      onTrouble(new LogError('lost', `${what}; nobody signed that, and nothing was done about it`));
    }
  }
}
