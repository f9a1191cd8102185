import type { KeptTexts } from '../../../web/src/lib/live/storage.ts';

/** The storage that the tabs of one browser share. */
export interface Browser {
  /** As one more tab sees it. */
  tab(): KeptTexts;
}

/** @param options.full nothing more can be kept. */
export function newBrowser(
  kept: Record<string, string> = {},
  { full = false }: { full?: boolean } = {},
): Browser {
  const texts = new Map(Object.entries(kept));
  const watching = new Map<object, () => void>();
  const tab = (): KeptTexts => {
    const self = {};
    // As a browser does: the tab that changes something is not told, the others are a little later.
    const tellOthers = () => {
      for (const [other, call] of watching) if (other !== self) queueMicrotask(call);
    };
    return {
      load: () => new Map(texts),
      save: (name, text) => {
        if (full) return false;
        texts.set(name, text);
        tellOthers();
        return true;
      },
      remove: (name) => {
        texts.delete(name);
        tellOthers();
      },
      watch: (call) => {
        watching.set(self, call);
        return () => void watching.delete(self);
      },
    };
  };
  return { tab };
}
