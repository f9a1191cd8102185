import type { Attachment } from 'svelte/attachments';

/** How far below what is seen the end of a list may be, and its next rows are made. */
const AHEAD = '1500px';

/** Calls each time what stands at the end of a list comes near, until that is out of the way. */
export function nearEnd(call: () => void): Attachment<HTMLElement> {
  return (end) => {
    // Watched anew after each call: an end that is still near is told once.
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        call();
        watch.unobserve(end);
        requestAnimationFrame(() => watch.observe(end));
      },
      { rootMargin: AHEAD },
    );
    watch.observe(end);
    return () => watch.disconnect();
  };
}
