import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Live } from '#lib/live/live.svelte.ts';
import { inverseOf } from './inverse.ts';
import { programmeAfter } from './programme-after.ts';

/** Acts that can be taken back: an evening's work of one caller. */
const KEPT = 500;

interface Part {
  readonly id: ActionId;
  readonly action: Action;
  /** The programme that it found. */
  readonly before: Programme;
}
type Step = readonly Part[];

/** What this caller did to the programme here, to be taken back and done again. */
export class History {
  readonly #event: Live<'show'>;
  #done = $state.raw<readonly Step[]>([]);
  #undone = $state.raw<readonly Step[]>([]);
  /** With what is still on its way. */
  programme = $derived.by(() => programmeAfter(this.#event.view, this.#event.items));

  constructor(event: Live<'show'>) {
    this.#event = event;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** One step, of as many acts as it takes. */
  do(...actions: readonly Action[]): void {
    const step = actions.map((action) => this.#send(action));
    this.#done = [...this.#done, step].slice(-KEPT);
    this.#undone = [];
  }

  undo(): void {
    const { step, rest } = this.#latest(this.#done);
    this.#done = rest;
    if (step) this.#undone = [...this.#undone, this.#takeBack(step)];
  }

  redo(): void {
    const { step, rest } = this.#latest(this.#undone);
    this.#undone = rest;
    if (step) this.#done = [...this.#done, this.#takeBack(step)];
  }

  /** Puts away what was refused: there is nothing of it to take back. */
  dismiss(id: ActionId): void {
    const without = (steps: readonly Step[]) =>
      steps.map((step) => step.filter((part) => part.id !== id)).filter(({ length }) => length > 0);
    this.#done = without(this.#done);
    this.#undone = without(this.#undone);
    this.#event.dismiss(id);
  }

  /** The latest step of which something stands. */
  #latest(steps: readonly Step[]): { step: Step | undefined; rest: readonly Step[] } {
    const refused = this.#event.items.filter(({ state }) => state === 'refused');
    const stands = ({ id }: Part) => !refused.some((item) => item.id === id);
    const at = steps.findLastIndex((step) => step.some(stands));
    return { step: steps[at]?.filter(stands), rest: steps.slice(0, Math.max(0, at)) };
  }

  #takeBack(step: Step): Step {
    return step.toReversed().flatMap(({ action, before }) => {
      const back = inverseOf(action, before, this.programme);
      return back.map((each) => this.#send(each));
    });
  }

  #send(action: Action): Part {
    const before = this.programme;
    return { id: this.#event.act(action), action, before };
  }
}
