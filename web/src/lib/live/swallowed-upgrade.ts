import { scattered } from './come-back.ts';

/** Milliseconds of silence after which an upgrade may have been swallowed. */
const SILENCE_MS = 3_000;
/** Milliseconds in which the tiny request has to be answered. */
const PROBE_MS = 3_000;

/**
 * Tells, once a visit, a network that swallows WebSockets (it answers an upgrade with
 * nothing, and everything else as ever) from a server that is away or busy, which
 * must not get twice the load: only where a tiny request was answered meanwhile.
 */
export class SwallowedUpgrade {
  readonly #onSwallowed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = false;

  constructor(onSwallowed: () => void) {
    this.#onSwallowed = onSwallowed;
  }

  /** Begins to wait; pages that were loaded together ask at different moments. */
  watch(): void {
    this.stop();
    if (this.#told) return;
    this.#timer = setTimeout(
      () => void this.#ask(),
      SILENCE_MS + scattered(SILENCE_MS / 2, Math.random()),
    );
  }

  /** The connection stands, or nobody waits for it any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #ask(): Promise<void> {
    const answered = await fetch('/healthz', {
      cache: 'no-store',
      signal: AbortSignal.timeout(PROBE_MS),
    })
      .then(({ ok }) => ok)
      .catch(() => false);
    if (this.#timer === undefined) return;
    // The network may be back before the WebSocket is.
    if (!answered) return this.watch();
    this.#told = true;
    this.#onSwallowed();
  }
}
