import { createContext } from 'svelte';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Cockpit } from './cockpit.svelte.ts';

/** What parts of a card, deep in the lists, do without every list handing it on. */
interface DeskContext {
  readonly desk: Cockpit;
  merge: (question: DeskQuestion, into: QuestionId) => void;
  /** Asks which question it is merged into. */
  chooseMerge: (question: DeskQuestion) => void;
}

export const [getDesk, setDesk] = createContext<DeskContext>();
