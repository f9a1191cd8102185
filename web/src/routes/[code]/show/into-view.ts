/** Brings the row into the middle of its list. */
export function intoView(row: HTMLElement): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  row.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
}
