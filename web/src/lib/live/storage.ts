/** One text kept in this browser. Where storage is forbidden or full, it is simply not kept. */
export interface Kept {
  load(): string | null;
  save(text: string): void;
}

export function keptIn(key: string): Kept {
  return kept(() => localStorage, key);
}

/** One text kept for as long as this tab is open, through reloads. */
export function keptInTab(key: string): Kept {
  return kept(() => sessionStorage, key);
}

function kept(storage: () => Storage, key: string): Kept {
  return {
    load: () => quietly(() => storage().getItem(key)) ?? null,
    save: (text) => {
      quietly(() => (text === '' ? storage().removeItem(key) : storage().setItem(key, text)));
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
