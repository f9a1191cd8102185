import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Live } from '#lib/live/live.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { reasonText } from '#lib/texts.ts';
import { onDeck } from './lanes.ts';
import { busyQuestions, liveAfter, settingsAfter } from './under-way.ts';
import { undoOf, undoTrouble, type Undo } from './undo.ts';
import { didText, wantedText } from './words.ts';

/** Acts that can be taken back: an evening's work of one moderator. */
const KEPT = 500;

interface Step {
  readonly id: ActionId;
  readonly question: QuestionId | undefined;
  readonly did: string;
  readonly undo: Undo;
}

/** An act that was not done, and why. */
export interface Refusal {
  readonly id: string;
  readonly what: string;
  readonly why: string;
}

/** What this moderator did here, so that it can be taken back step by step, and what was refused. */
export class History {
  readonly #event: Live<'desk'>;
  #steps = $state.raw<readonly Step[]>([]);
  /** Refused here, before the server was asked. */
  #local = $state.raw<readonly Refusal[]>([]);
  /** What each action that was sent is called, should it be refused. */
  readonly #names: Record<ActionId, string> = {};

  /** The last act that stands: what an undo takes back. */
  last = $derived.by(() => {
    const refused = this.#event.items.filter(({ state }) => state === 'refused');
    return this.#steps.findLast((step) => !refused.some(({ id }) => id === step.id));
  });
  /** What was taken back last, for those who listen. */
  undone = $state('');
  refusals = $derived.by((): readonly Refusal[] => [
    ...this.#event.items.flatMap(({ id, action, state, reason }) =>
      state === 'refused'
        ? [
            {
              id,
              what: this.#names[id] ?? wantedText(action, undefined),
              why: reasonText(reason ?? 'unavailable'),
            },
          ]
        : [],
    ),
    ...this.#local,
  ]);

  constructor(event: Live<'desk'>) {
    this.#event = event;
  }

  /** The question on stage once everything under way has arrived. */
  get live(): QuestionId | undefined {
    const { view, items } = this.#event;
    const live = Object.values(view.questions).find(({ state }) => state === 'live')?.id;
    return liveAfter(live, items);
  }

  /** Sends an action, and gives its id. */
  do(action: Action): ActionId {
    const question = this.#questionOf(action);
    const undo = undoOf(action, {
      question,
      live: this.live,
      deckNext: this.#afterOnDeck(question),
      settings: settingsAfter(this.#event.view.settings, this.#event.items),
    });
    const id = this.#send(action, m.desk_refused({ what: wantedText(action, question) }));
    if (!undo) return id;
    const step = { id, question: question?.id, did: didText(action, question), undo };
    this.#steps = [...this.#steps, step].slice(-KEPT);
    return id;
  }

  /** Takes the last act back and gives it, unless somebody went on from it. */
  undo(): Pick<Step, 'question' | 'undo'> | undefined {
    const step = this.last;
    if (!step) return undefined;
    this.#steps = this.#steps.filter((each) => each !== step);
    const what = m.desk_undo_refused({ what: step.did });
    const reason = undoTrouble(step.undo, {
      question: step.question && this.#event.view.questions[step.question],
      live: this.live,
      busy: step.question !== undefined && busyQuestions(this.#event.items).has(step.question),
    });
    if (reason) {
      this.#refuseHere(step.id, what, reason);
      return undefined;
    }
    for (const action of step.undo.actions) this.#send(action, what);
    this.undone = m.desk_undone({ what: step.did });
    return step;
  }

  /** Says that an act cannot be done, without asking the server. */
  refuse(act: string, question: DeskQuestion, reason: Reason): void {
    const what = m.desk_refused({ what: act });
    this.#refuseHere(question.id, what, reason);
  }

  dismiss(id: string): void {
    this.#local = this.#local.filter((each) => each.id !== id);
    this.#steps = this.#steps.filter((step) => step.id !== id);
    this.#event.dismiss(id as ActionId);
  }

  dismissAll(): void {
    for (const { id } of this.refusals) this.dismiss(id);
  }

  #send(action: Action, name: string): ActionId {
    const id = this.#event.act(action);
    this.#names[id] = name;
    return id;
  }

  #refuseHere(id: string, what: string, reason: Reason): void {
    const refusal = { id: `here-${id}`, what, why: reasonText(reason) };
    this.#local = [...this.#local.filter((each) => each.id !== refusal.id), refusal];
  }

  #afterOnDeck(question: DeskQuestion | undefined): QuestionId | undefined {
    if (question?.deckAt === undefined) return undefined;
    const deck = onDeck(Object.values(this.#event.view.questions));
    return deck[deck.findIndex(({ id }) => id === question.id) + 1]?.id;
  }

  #questionOf(action: Action): DeskQuestion | undefined {
    return 'question' in action ? this.#event.view.questions[action.question] : undefined;
  }
}
