/** One text kept in this browser. Where storage is forbidden or full, it is simply not kept. */
export interface Kept {
  load(): string | null;
  save(text: string): void;
}

/** Texts kept in this browser, each under a name of its own, so that no tab writes over what another one keeps. */
export interface KeptTexts {
  /** In no order. */
  load(): ReadonlyMap<string, string>;
  /** False where storage is forbidden or full. */
  save(name: string, text: string): boolean;
  remove(name: string): void;
  /** Calls whenever another tab has changed one of them; the returned function ends it. */
  watch(call: () => void): () => void;
}

export function keptIn(key: string): Kept {
  return kept(() => localStorage, key);
}

/** One text kept for as long as this tab is open, through reloads. */
export function keptInTab(key: string): Kept {
  return kept(() => sessionStorage, key);
}

/** Every text whose key begins so. */
export function keptUnder(prefix: string): KeptTexts {
  return {
    load: () => quietly(() => new Map(entriesUnder(prefix))) ?? new Map(),
    save: (name, text) =>
      quietly(() => {
        localStorage.setItem(prefix + name, text);
        return true;
      }) ?? false,
    remove: (name) => quietly(() => localStorage.removeItem(prefix + name)),
    watch: (call) => {
      // Without a key all was cleared.
      const hear = ({ key }: StorageEvent) => {
        if (key === null || key.startsWith(prefix)) call();
      };
      window.addEventListener('storage', hear);
      return () => window.removeEventListener('storage', hear);
    },
  };
}

function entriesUnder(prefix: string): [string, string][] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return keys.map((key) => [key.slice(prefix.length), localStorage.getItem(key) ?? '']);
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
