import { fit, fitsAt, ownSize, whenever } from '#lib/ui/fit-text.ts';

/**
 * Fits the text as {@link fitText} does. Where its letters would be smaller than
 * those of the box itself, which are the least that is read from afar, whatever
 * stands around it gives way: the podium is marked with `data-long`.
 */
export function fitOrGiveWay(box: HTMLElement): () => void {
  const podium = box.closest('.podium');
  const refit = () => {
    podium?.removeAttribute('data-long');
    if (box.clientHeight === 0 || !fitsAt(box, ownSize(box))) podium?.setAttribute('data-long', '');
    fit(box);
  };
  const stop = whenever(box, refit);
  return () => {
    stop();
    podium?.removeAttribute('data-long');
  };
}
