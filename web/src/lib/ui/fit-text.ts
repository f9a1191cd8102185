/** Pixels. Smaller than this nobody reads; it is reached in windows of a few lines only. */
const FLOOR = 8;
/** The largest letters, as a share of the box's middle side: a short question does not shout. */
const CEILING_SHARE = 1 / 6;
/** Letters may be this much smaller where that keeps every word in one piece. */
const WHOLE_WORDS_SHARE = 0.6;

/**
 * Gives the box's one child the largest letters with which all of it fits, and
 * does so again whenever the box, the text or the fonts change. The box must
 * not take its size from its child.
 */
export function fitText(box: HTMLElement): () => void {
  return whenever(box, () => fit(box));
}

/** As {@link fitText}, but in the box's own letters where all of it fits in those. */
export function shrinkText(box: HTMLElement): () => void {
  return whenever(box, () => {
    if (!fitsAt(box, ownSize(box))) fit(box);
  });
}

/** Pixels. */
export function ownSize(box: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(box).fontSize);
}

/** Calls `refit` now, and again whenever the box, the text or the fonts change. */
export function whenever(box: HTMLElement, refit: () => void): () => void {
  const resizes = new ResizeObserver(refit);
  resizes.observe(box);
  const changes = new MutationObserver(refit);
  changes.observe(box, { childList: true, characterData: true, subtree: true });
  document.fonts.addEventListener('loadingdone', refit);
  refit();
  return () => {
    resizes.disconnect();
    changes.disconnect();
    document.fonts.removeEventListener('loadingdone', refit);
  };
}

/** Whether all of the box's one child fits into it with letters of `size` pixels. */
export function fitsAt(box: HTMLElement, size: number): boolean {
  const child = box.firstElementChild;
  if (!(child instanceof HTMLElement)) return true;
  child.style.fontSize = `${size}px`;
  return child.scrollHeight <= box.clientHeight && child.scrollWidth <= child.clientWidth;
}

export function fit(box: HTMLElement): void {
  const child = box.firstElementChild;
  if (!(child instanceof HTMLElement) || box.clientHeight === 0) return;
  const ceiling = Math.max(FLOOR, Math.sqrt(box.clientWidth * box.clientHeight) * CEILING_SHARE);
  const fits = (size: number) => fitsAt(box, size);
  child.style.overflowWrap = 'normal';
  const whole = largest(ceiling, fits);
  child.style.overflowWrap = 'anywhere';
  const broken = largest(ceiling, fits) ?? FLOOR;
  if (whole !== undefined && whole >= broken * WHOLE_WORDS_SHARE) {
    child.style.overflowWrap = 'normal';
    child.style.fontSize = `${whole}px`;
  } else {
    child.style.fontSize = `${broken}px`;
  }
}

/** The largest size from the floor to the ceiling that fits, to half a pixel; undefined if none does. */
function largest(ceiling: number, fits: (size: number) => boolean): number | undefined {
  if (fits(ceiling)) return ceiling;
  if (!fits(FLOOR)) return undefined;
  let low = FLOOR;
  let high = ceiling;
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
