/** One text kept in this browser. Where storage is forbidden or full, it is simply not kept. */
export interface Kept {
  load(): string | null;
  save(text: string): void;
}

export function keptIn(key: string): Kept {
  return {
    load: () => quietly(() => localStorage.getItem(key)) ?? null,
    save: (text) => {
      quietly(() => (text === '' ? localStorage.removeItem(key) : localStorage.setItem(key, text)));
    },
  };
}

/** Private windows and full disks throw; a page goes on without. */
function quietly<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
