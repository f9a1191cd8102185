import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Attachment } from 'svelte/attachments';
import type { Act } from './acts.ts';
import type { Cockpit } from './cockpit.svelte.ts';
import { actOfDrop, deckPlaceOf, type DropTarget } from './drop.ts';
import { laneOf } from './lanes.ts';

/**
 * Moves questions by dragging, with the browser's own drag and drop. All of it is
 * done by keys and buttons as well (WCAG 2.5.7).
 */
export class Drag {
  /** What is dragged now. */
  question = $state.raw<DeskQuestion>();
  readonly #desk: Cockpit;
  readonly #onact: (act: Act) => void;

  constructor(desk: Cockpit, onact: (act: Act) => void) {
    this.#desk = desk;
    this.#onact = onact;
  }

  start(question: DeskQuestion, press: DragEvent): void {
    const lane = laneOf(question);
    if (!lane || this.#desk.busy.has(question.id)) return press.preventDefault();
    this.#desk.chosen.clear();
    this.#desk.select(lane, question);
    this.question = question;
    press.dataTransfer?.setData('text/plain', question.text);
    if (press.dataTransfer) press.dataTransfer.effectAllowed = 'move';
  }

  end(): void {
    this.question = undefined;
  }

  /** For what a question may be dropped on; `data-drop` on it says where it would go. */
  target(where: () => DropTarget): Attachment<HTMLElement> {
    return (element) => {
      const mark = (place: string | undefined) => {
        if (place === undefined) delete element.dataset['drop'];
        else element.dataset['drop'] = place;
      };
      const over = (press: DragEvent) => {
        const drop = this.#dropAt(press, where());
        mark(drop && 'here');
        if (drop) press.preventDefault();
      };
      const leave = (press: DragEvent) => {
        if (!element.contains(press.relatedTarget as Node | null)) mark(undefined);
      };
      const letGo = (press: DragEvent) => {
        mark(undefined);
        const drop = this.#dropAt(press, where());
        if (!drop) return;
        press.preventDefault();
        drop();
        this.end();
      };
      element.addEventListener('dragover', over);
      element.addEventListener('dragleave', leave);
      element.addEventListener('drop', letGo);
      return () => {
        element.removeEventListener('dragover', over);
        element.removeEventListener('dragleave', leave);
        element.removeEventListener('drop', letGo);
      };
    };
  }

  /** What letting go here would do; undefined for nothing. */
  #dropAt(press: DragEvent, target: DropTarget): (() => void) | undefined {
    const { question } = this;
    if (!question) return undefined;
    const act = actOfDrop(question, target);
    if (act) return () => this.#onact(act);
    if (target !== 'approved' || laneOf(question) !== 'approved') return undefined;
    const place = this.#deckPlace(press);
    if (place === undefined) {
      return question.deckAt === undefined ? undefined : () => this.#onact('deck');
    }
    return () => this.#desk.putOnDeck(question, place === 'last' ? undefined : place);
  }

  #deckPlace({ target, clientY }: DragEvent): DeskQuestion | 'last' | undefined {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-question]') : null;
    const id = row?.dataset['question'];
    const { deck } = this.#desk;
    if (!row) return undefined;
    const { top, height } = row.getBoundingClientRect();
    return deckPlaceOf(
      deck,
      deck.find((each) => each.id === id),
      clientY < top + height / 2,
    );
  }
}
