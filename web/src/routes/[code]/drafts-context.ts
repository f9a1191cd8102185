import { createContext } from 'svelte';
import type { Drafts } from '#lib/live/drafts.ts';

/** What is being written on this phone. */
export const [getDrafts, setDrafts] = createContext<Drafts>();
