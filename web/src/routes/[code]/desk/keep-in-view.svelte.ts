import type { Attachment } from 'svelte/attachments';

/**
 * Keeps a card in sight when its place or the room for it changes, but only while
 * it is in sight: who scrolled away to read on is left alone.
 */
export function keepInView(place: () => number): Attachment {
  return (card) => {
    let inSight = true;
    const keep = () => {
      if (inSight) card.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    };
    const sight = new IntersectionObserver((entries) => {
      inSight = entries.at(-1)?.isIntersecting ?? inSight;
    });
    const size = new ResizeObserver(keep);
    sight.observe(card);
    size.observe(card);
    if (card.parentElement) size.observe(card.parentElement);
    // Only where it is another: a list that scrolls is made anew, with every card where it was.
    const at = $derived(place());
    $effect(() => {
      void at;
      keep();
    });
    return () => {
      sight.disconnect();
      size.disconnect();
    };
  };
}
