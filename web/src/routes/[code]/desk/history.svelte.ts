import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Reason } from '@rostrum/shared/domain/reasons';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Live } from '#lib/live/live.svelte.ts';
import type { Item } from '#lib/live/outbox.ts';
import { newId } from '#lib/new-id.ts';
import { m } from '#lib/paraglide/messages.js';
import { reasonText } from '#lib/texts.ts';
import { rowsText } from '#lib/tables/rows-text.ts';
import { onDeck } from './lanes.ts';
import { busyQuestions, liveAfter, screeningAfter, settingsAfter } from './under-way.ts';
import { undoOf, undoTrouble, type Undo } from './undo.ts';
import { alreadyTexts, didText, wantedText } from './words.ts';

/** Acts that can be taken back: an evening's work of one moderator. */
const KEPT = 500;

/** One action of an act. */
interface Part {
  readonly id: ActionId;
  readonly question: QuestionId | undefined;
  readonly undo: Undo;
}

interface Begun {
  readonly id: ActionId;
  readonly part: Part | undefined;
}

/** An act, on one question or on many. */
interface Step {
  readonly parts: readonly Part[];
  /** What was done, to so many. */
  readonly did: (count: number) => string;
}

/** An act on many questions, for as long as something of it may have to be told. */
interface Many {
  readonly id: string;
  readonly sent: readonly ActionId[];
  /** To which it could not be done when it was asked. */
  readonly left: readonly QuestionId[];
  readonly did: (count: number) => string;
  /** The row of a file that each of those sent came from. */
  readonly rows?: readonly number[] | undefined;
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

  /** Acts on many questions, until what was refused of them is put away. */
  #many = $state.raw<readonly Many[]>([]);
  #refused = $derived.by(() => {
    const refused = this.#event.items.filter(({ state }) => state === 'refused');
    return Object.fromEntries(refused.map((item) => [item.id, item])) as Partial<
      Record<string, Item>
    >;
  });

  /** The last act that stands: what an undo takes back, and what it did. */
  last = $derived.by(() => {
    const stands = ({ id }: Part) => !this.#refused[id];
    const step = this.#steps.findLast(({ parts }) => parts.some(stands));
    return step && { step, did: step.did(step.parts.filter(stands).length) };
  });
  /** What was taken back last, for those who listen. */
  undone = $state('');
  refusals = $derived.by((): readonly Refusal[] => {
    const ofMany = this.#many.flatMap(({ sent }) => sent);
    const ofOne = Object.values(this.#refused).flatMap((item) =>
      item && !ofMany.includes(item.id) ? [item] : [],
    );
    return [
      ...ofOne.map(({ id, action, reason }) => ({
        id,
        what: this.#names[id] ?? wantedText(action, undefined),
        why: reasonText(reason ?? 'unavailable'),
      })),
      ...this.#many.flatMap((many) => this.#refusalOf(many) ?? []),
      ...this.#local,
    ];
  });

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
    const did = didText(action, question);
    const { id, part } = this.#begin(action);
    if (part) this.#keep({ parts: [part], did: () => did });
    return id;
  }

  /** Sends an act on many questions, to be taken back as one. `left` are those it cannot be done to. */
  doAll(
    actions: readonly Action[],
    left: readonly QuestionId[],
    did: (count: number) => string,
  ): void {
    this.#keepAll(
      actions.map((action) => this.#begin(action)),
      left,
      did,
    );
  }

  /** Sends what adds a question for each of these rows of a file, to be taken back as one act. */
  addAll(
    actions: readonly Action[],
    rows: readonly number[],
    did: (count: number) => string,
  ): void {
    // Of questions that came in one moment, the lists show that with the smaller id first.
    const ids = actions.map(() => newId<ActionId>()).sort();
    this.#keepAll(
      actions.map((action, at) => this.#begin(action, ids[at])),
      [],
      did,
      rows,
    );
  }

  /** Takes the last act back and gives it, unless somebody went on from all of it. */
  undo(): Part | undefined {
    if (!this.last) return undefined;
    const { step, did } = this.last;
    this.#steps = this.#steps.filter((each) => each !== step);
    const what = m.desk_undo_refused({ what: did });
    const stands = step.parts.filter(({ id }) => !this.#refused[id]);
    const troubles: Reason[] = [];
    const undone: Part[] = [];
    const sent: ActionId[] = [];
    // What was put somewhere last leaves it first: places depend on those before.
    for (const part of stands.toReversed()) {
      const reason = this.#troubleOf(part);
      if (reason) {
        troubles.push(reason);
        continue;
      }
      for (const action of part.undo.actions) {
        sent.push(this.#send(this.#asOfNow(action, part.id), what));
      }
      undone.unshift(part);
    }
    if (undone.length > 1 && sent.length === undone.length) {
      const undid = (count: number) => m.desk_undone({ what: step.did(count) });
      this.#many = [...this.#many, { id: `undo-${sent[0]}`, sent, left: [], did: undid }];
    }
    const [reason] = troubles;
    if (reason) {
      const some = m.desk_undo_refused_some({
        count: troubles.length,
        of: stands.length,
        what: did,
      });
      this.#refuseHere(step.parts[0]?.id ?? '', stands.length > 1 ? some : what, reason);
    }
    if (undone.length > 0) this.undone = m.desk_undone({ what: step.did(undone.length) });
    return undone[0];
  }

  /** Says that an act cannot be done, without asking the server. */
  refuse(act: string, question: DeskQuestion, reason: Reason): void {
    const what = m.desk_refused({ what: act });
    this.#refuseHere(question.id, what, reason);
  }

  dismiss(id: string): void {
    this.#local = this.#local.filter((each) => each.id !== id);
    const sent = this.#many.find((many) => many.id === id)?.sent ?? [];
    const gone = [id, ...sent.filter((each) => this.#refused[each])];
    this.#many = this.#many.filter((many) => many.id !== id);
    this.#steps = this.#steps
      .map((step) => ({ ...step, parts: step.parts.filter((part) => !gone.includes(part.id)) }))
      .filter(({ parts }) => parts.length > 0);
    for (const each of gone) this.#event.dismiss(each as ActionId);
  }

  dismissAll(): void {
    for (const { id } of this.refusals) this.dismiss(id);
  }

  #keepAll(
    begun: readonly Begun[],
    left: readonly QuestionId[],
    did: (count: number) => string,
    rows?: readonly number[],
  ): void {
    const parts = begun.flatMap(({ part }) => part ?? []);
    if (parts.length > 0) this.#keep({ parts, did });
    const sent = begun.map(({ id }) => id);
    this.#many = [...this.#many, { id: `many-${sent[0] ?? left[0]}`, sent, left, did, rows }];
  }

  #begin(action: Action, as?: ActionId): Begun {
    const question = this.#questionOf(action);
    const undo = undoOf(action, {
      question,
      live: this.live,
      deckNext: this.#afterOnDeck(question),
      message: this.#event.view.message,
      labels: this.#event.view.labels,
      screening: screeningAfter(this.#event.view.screening, this.#event.items),
      settings: settingsAfter(this.#event.view.settings, this.#event.items),
    });
    const id = this.#send(action, m.desk_refused({ what: wantedText(action, question) }), as);
    const undoes = undoById(action, id) ?? undo;
    return { id, part: undoes && { id, question: question?.id, undo: undoes } };
  }

  #keep(step: Step): void {
    this.#steps = [...this.#steps, step].slice(-KEPT);
  }

  #troubleOf({ question, undo }: Part): Reason | undefined {
    return undoTrouble(undo, {
      question: question && this.#event.view.questions[question],
      live: this.live,
      busy: question !== undefined && busyQuestions(this.#event.items).has(question),
    });
  }

  /** What was not done of an act on many: how many were, and what the others are by now. */
  #refusalOf({ id, sent, left, did, rows }: Many): Refusal | undefined {
    const refused = sent.flatMap((each) => this.#refused[each] ?? []);
    const failed = refused.length + left.length;
    if (failed === 0) return undefined;
    const moved = refused.filter(({ reason }) => reason === 'wrong_state');
    const now = [...moved.flatMap((item) => this.#questionOf(item.action)?.id ?? []), ...left];
    const others = refused.filter((item) => !moved.includes(item)).map(({ reason }) => reason);
    const refusedRows = rows?.filter((_, at) => this.#refused[sent[at] ?? '']);
    return {
      id,
      what: m.desk_many_refused({ done: did(sent.length - refused.length), count: failed }),
      why: [
        ...alreadyTexts(now.flatMap((each) => this.#event.view.questions[each] ?? [])),
        ...others
          .filter((reason, at) => others.indexOf(reason) === at)
          .map((reason) => reasonText(reason ?? 'unavailable')),
        ...(refusedRows ? [m.import_refused_rows({ rows: rowsText(refusedRows) })] : []),
      ].join(' '),
    };
  }

  #send(action: Action, name: string, as?: ActionId): ActionId {
    const id = this.#event.act(action, as);
    this.#names[id] = name;
    return id;
  }

  #refuseHere(id: string, what: string, reason: Reason): void {
    const refusal = { id: `here-${id}`, what, why: reasonText(reason) };
    this.#local = [...this.#local.filter((each) => each.id !== refusal.id), refusal];
  }

  /** An undo, fitted to what others have done since the act of that id. */
  #asOfNow(action: Action, undone: ActionId): Action {
    // A colleague's later word to the podium stays.
    if (action.type === 'moderation.clearMessage') return { ...action, message: undone };
    if (action.type !== 'moderation.deck' || action.before === undefined) return action;
    const next = this.#event.view.questions[action.before];
    const isComing = busyQuestions(this.#event.items).has(action.before);
    // Where the one after it has left the deck, it comes last.
    if (next?.deckAt !== undefined || isComing) return action;
    return { type: action.type, question: action.question };
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

/** The inverse of what is known by the id of its action: a question that was added, what was archived at once. */
function undoById({ type }: Action, id: ActionId): Undo | undefined {
  if (type === 'moderation.archiveAll') {
    return { actions: [{ type: 'moderation.unarchiveAll', act: id }] };
  }
  if (type !== 'moderation.add') return undefined;
  return { actions: [{ type: 'moderation.remove', question: id as string as QuestionId }] };
}
