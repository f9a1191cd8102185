/** Milliseconds after a touch during which the page below must not move. */
const IN_USE_MS = 3_000;

/**
 * Keeps what stands below an element in its place while the page is in use:
 * when the element grows or shrinks, the page scrolls by as much. Who only
 * looks on sees it come.
 */
export function holdPlace(element: HTMLElement): () => void {
  let height = element.offsetHeight;
  let touchedAt = -Infinity;
  const touched = () => (touchedAt = performance.now());
  const sizes = new ResizeObserver(() => {
    const grownBy = element.offsetHeight - height;
    height = element.offsetHeight;
    // A page that is scrolled is held by the browser itself.
    if (window.scrollY === 0 && performance.now() - touchedAt < IN_USE_MS)
      window.scrollBy(0, grownBy);
  });
  sizes.observe(element);
  window.addEventListener('pointerdown', touched);
  return () => {
    sizes.disconnect();
    window.removeEventListener('pointerdown', touched);
  };
}
