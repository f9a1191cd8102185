/** Milliseconds without movement after which the pointer is in the way. */
const STILL_MS = 3_000;

/** Marks `node` with `data-still` while the pointer rests. */
export function stillPointer(node: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout>;

  function moved() {
    clearTimeout(timer);
    node.removeAttribute('data-still');
    timer = setTimeout(() => node.setAttribute('data-still', ''), STILL_MS);
  }

  addEventListener('pointermove', moved);
  moved();
  return () => {
    clearTimeout(timer);
    removeEventListener('pointermove', moved);
  };
}
