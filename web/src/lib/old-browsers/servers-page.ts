/** The page as the server wrote it, until its own script has begun; undefined from then on. */
let written: Node | undefined;

/** What `app.html` tells people by, and tries again with. */
const FAILED = 'rostrum:failed';
/** What ends its watch. */
const BEGUN = 'rostrum:begun';

/** Remembers what the server wrote, before anything is made of it. O(page), some ms. */
export function keepServersPage(): void {
  written = page()?.cloneNode(true);
}

/** The page's own script runs: what fails from here on is no failure to start. */
export function hasBegun(): void {
  written = undefined;
  dispatchEvent(new Event(BEGUN));
}

/**
 * Where a page could not start, puts back what the server wrote and never resolves:
 * SvelteKit, which waits for it, would put a page of its own in that place.
 */
export async function standsAgain(): Promise<void> {
  if (!written) return;
  page()?.replaceWith(written);
  written = undefined;
  dispatchEvent(new Event(FAILED));
  await new Promise(() => {});
}

function page(): Element | null {
  return document.querySelector('.app');
}
