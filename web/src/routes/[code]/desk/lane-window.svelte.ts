import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import { rowsInSight, type Row, type Sight } from './rows-in-sight.ts';

/** Pixels of a card that was not measured yet: one with two lines. */
const CARD_PX = 92;
/** Pixels of a list that the first paint has, whatever the screen. */
const FIRST: Sight = { from: 0, to: 1_600 };
/** Pixels beyond the list's edges that are there too: a turn of the wheel meets no gap. */
const AHEAD_PX = 800;
/** Pixels of scrolling from one look to the next. */
const STEP_PX = 400;

/**
 * Which cards of a lane are in the page. Own code and no library: those place rows
 * by inline styles, which the first paint must not have here, and give up the
 * browser's scroll anchoring and the card in hand once it is out of sight.
 */
export class LaneWindow {
  readonly #heights: Record<QuestionId, number> = {};
  #sight = $state.raw(FIRST);
  /** Turns when a height that counts was measured. */
  #measured = $state(0);
  #sizes: ResizeObserver | undefined;

  rows(questions: readonly DeskQuestion[], held: QuestionId | undefined): Row<DeskQuestion>[] {
    void this.#measured;
    const heightOf = ({ id }: DeskQuestion) => this.#heights[id] ?? CARD_PX;
    const at = held === undefined ? -1 : questions.findIndex(({ id }) => id === held);
    return rowsInSight(questions, heightOf, this.#sight, at);
  }

  /** For the list that scrolls. */
  list: Attachment<HTMLElement> = (list) => {
    const look = () => untrack(() => this.#look(list));
    const size = new ResizeObserver(look);
    size.observe(list);
    list.addEventListener('scroll', look, { passive: true });
    return () => {
      size.disconnect();
      list.removeEventListener('scroll', look);
    };
  };

  /** For a card's row, which says in `data-question` whose it is. */
  card: Attachment<HTMLElement> = (card) => {
    this.#sizes ??= new ResizeObserver((entries) => this.#measure(entries));
    this.#sizes.observe(card);
    return () => this.#sizes?.unobserve(card);
  };

  #look({ scrollTop, clientHeight }: HTMLElement): void {
    const from = Math.floor((scrollTop - AHEAD_PX) / STEP_PX) * STEP_PX;
    const to = Math.ceil((scrollTop + clientHeight + AHEAD_PX) / STEP_PX) * STEP_PX;
    if (from !== this.#sight.from || to !== this.#sight.to) this.#sight = { from, to };
  }

  #measure(entries: readonly ResizeObserverEntry[]): void {
    let changed = false;
    for (const { target, borderBoxSize } of entries) {
      const id = (target as HTMLElement).dataset['question'] as QuestionId | undefined;
      const height = borderBoxSize[0]?.blockSize ?? 0;
      // A list that is not shown has no heights.
      if (id === undefined || height === 0 || this.#heights[id] === height) continue;
      this.#heights[id] = height;
      changed = true;
    }
    // Not in the frame that measures: what follows would be measured in it again.
    if (changed) requestAnimationFrame(() => (this.#measured += 1));
  }
}

/** The room of cards that are not there. By script: the page's policy allows no style in its source. */
export function gapOf(px: number): Attachment<HTMLElement> {
  return (gap) => {
    gap.style.blockSize = `${px}px`;
  };
}
