import { scattered } from '../live/come-back.ts';

/** Milliseconds between two tries, and not at the same moment as all other displays. */
const TRY_MS = 5_000;

/** Tries again and again for as long as the element is there. */
export function comeAgain(tryOnce: () => Promise<unknown>): () => () => void {
  return () => {
    let timer: ReturnType<typeof setTimeout>;
    let ended = false;
    const later = () => {
      if (ended) return;
      timer = setTimeout(
        () =>
          void tryOnce()
            .catch(() => {})
            .then(later),
        scattered(TRY_MS, Math.random()),
      );
    };
    later();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  };
}

/** Milliseconds after which a try has failed: a network that swallows everything answers nothing. */
const GIVE_UP_MS = 5_000;

/** Loads the page anew, once the server has it: a browser's own page of errors would stay for good. */
export async function reloadOnceThere(): Promise<void> {
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(GIVE_UP_MS) });
  if (answer.ok) location.reload();
}
