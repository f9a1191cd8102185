import type { DismissReason } from '@rostrum/shared/domain/moderation';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Live } from '#lib/live/live.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { actionFor, ACTS, dismissal, type Act, type PlainAct } from './acts.ts';
import { Alike } from './alike.ts';
import { History } from './history.svelte.ts';
import { LANES, laneOf, onDeck, sortIntoLanes, withHeld, type Lane } from './lanes.ts';
import { busyQuestions } from './under-way.ts';
import { laneAfter } from './undo.ts';
import { quoted } from './words.ts';

/** What a screen without room for everything shows. */
export type Tab = 'pending' | 'approved' | 'stage' | 'done';

/** A question as the moderator picked it: the wording they read. */
interface Pick {
  readonly id: QuestionId;
  readonly revision: number;
}

/** One moderator at work: which question is in hand, and what its keys do. */
export class Cockpit {
  readonly event: Live<'desk'>;
  readonly history: History;
  lane = $state<Lane>('pending');
  tab = $state<Tab>('pending');
  /** Which of the two lanes that share one place is shown. */
  done = $state<'answered' | 'dismissed'>('answered');
  #picked = $state.raw<Partial<Record<Lane, Pick>>>({});

  #sorted = $derived.by(() => sortIntoLanes(Object.values(this.event.view.questions)));
  live = $derived.by(() => this.#sorted.live);
  /** What is on deck comes first in its lane. */
  deck = $derived.by(() => onDeck(this.#sorted.lanes.approved));
  /** Questions that something on its way is about: nothing is done to them twice. */
  busy = $derived.by(() => busyQuestions(this.event.items));
  /** What comes on stage next: the first by turn that is not on its way elsewhere. */
  next = $derived.by(() => this.#sorted.lanes.approved.find(({ id }) => !this.busy.has(id)));
  /** The question in hand. */
  selected = $derived.by((): DeskQuestion | undefined => {
    const pick = this.#picked[this.lane];
    return pick && this.event.view.questions[pick.id];
  });
  /**
   * True when somebody else took the question in hand out of its lane. It stays
   * where it is, so that a key meant for it never meets its neighbour.
   */
  gone = $derived.by(
    () =>
      this.selected !== undefined &&
      laneOf(this.selected) !== this.lane &&
      !this.busy.has(this.selected.id),
  );

  readonly #alike = new Alike();
  /** What seems to ask the same as the question in hand, the most alike first. */
  alike = $derived.by((): readonly DeskQuestion[] =>
    this.selected && ACTS.merge.on(this.selected)
      ? this.#alike.find(this.selected, Object.values(this.event.view.questions))
      : [],
  );
  /** What is merged into each question. */
  merged = $derived.by(() =>
    Map.groupBy(Object.values(this.event.view.questions), ({ merged }) => merged?.into),
  );

  constructor(event: Live<'desk'>) {
    this.event = event;
    this.history = new History(event);
    this.#pick('pending', this.#sorted.lanes.pending[0]);
  }

  count(lane: Lane): number {
    return this.#sorted.lanes[lane].length;
  }

  /** The questions of a lane as they are shown. */
  questions(lane: Lane): readonly DeskQuestion[] {
    const questions = this.#sorted.lanes[lane];
    return lane === this.lane && this.gone && this.selected
      ? withHeld(lane, questions, this.selected)
      : questions;
  }

  select(lane: Lane, question: DeskQuestion | undefined): void {
    this.show(lane);
    this.#pick(lane, question);
  }

  /** Goes to a lane, and to the question that was in hand there. */
  show(lane: Lane): void {
    this.#open(lane);
    const there = this.#sorted.lanes[lane];
    const id = this.#picked[lane]?.id;
    this.#pick(lane, there.find((question) => question.id === id) ?? there[0]);
  }

  /** One question up (-1) or down (1) in its lane. */
  move(by: 1 | -1): void {
    const shown = this.questions(this.lane);
    const at = shown.findIndex(({ id }) => id === this.selected?.id);
    const to = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by));
    this.#pick(this.lane, shown[to]);
  }

  /** One lane back (-1) or on (1). */
  moveLane(by: 1 | -1): void {
    const lane = LANES[LANES.indexOf(this.lane) + by];
    if (lane) this.show(lane);
  }

  /** Whether the act is one of those the question in hand shows. */
  can(act: Act): boolean {
    const question = this.selected;
    return question !== undefined && !this.gone && ACTS[act].on(question);
  }

  /** Whether the act can be done to the question in hand now. Without one, the first of its lane is taken in hand. */
  ready(act: Act): DeskQuestion | undefined {
    const question = this.selected;
    if (!question) {
      this.move(1);
      return undefined;
    }
    if (this.busy.has(question.id)) return undefined;
    const reread = this.#picked[this.lane]?.revision !== question.revision;
    if (this.gone || (act === 'approve' && reread)) {
      const reason = this.gone ? 'wrong_state' : 'stale_revision';
      const wanted = { act: ACTS[act].text(question), text: quoted(question.text) };
      this.history.refuse(m.desk_wanted(wanted), question, reason);
      if (!this.gone) this.#pick(this.lane, question);
      return undefined;
    }
    return ACTS[act].on(question) ? question : undefined;
  }

  act(act: PlainAct): void {
    const question = this.ready(act);
    if (!question) return;
    const action = actionFor(act, question);
    // Only what goes to another lane is out of hand.
    if (act !== 'pin' && act !== 'deck' && question.shown === undefined) this.#leave(question);
    this.history.do(action);
  }

  /** Moves the question in hand one place up (-1) or down (1) on deck. */
  reorder(by: 1 | -1): void {
    const { deck, selected } = this;
    const at = deck.findIndex(({ id }) => id === selected?.id);
    const to = at + by;
    if (!selected || at < 0 || to < 0 || to >= deck.length || this.busy.has(selected.id)) return;
    const before = deck[by < 0 ? to : to + 1]?.id;
    const action = { type: 'moderation.deck', question: selected.id } as const;
    this.history.do(before ? { ...action, before } : action);
  }

  /** Dismisses a question that {@link ready} gave, if it is still there to be dismissed. */
  dismiss(question: DeskQuestion, reason: DismissReason, note: string): void {
    if (this.busy.has(question.id)) return;
    if (this.selected?.id === question.id && !this.gone) this.#leave(question);
    this.history.do(dismissal(question, reason, note));
  }

  /** Merges a question that {@link ready} gave into another one. */
  merge(question: DeskQuestion, into: QuestionId): void {
    if (this.busy.has(question.id)) return;
    if (this.selected?.id === question.id && !this.gone) this.#leave(question);
    this.history.do({ type: 'moderation.merge', question: question.id, into });
  }

  /** Takes a question out of the one it is merged into. */
  unmerge(question: DeskQuestion): void {
    if (!this.busy.has(question.id)) this.history.do(actionFor('back', question));
  }

  /** True while something on its way will change what is on stage. */
  get staging(): boolean {
    return this.history.live !== this.live?.id;
  }

  /** Marks the question on stage as answered, or takes it back from there. */
  leaveStage(act: 'answered' | 'back'): void {
    if (this.live && !this.staging) this.history.do(actionFor(act, this.live));
  }

  /** Puts the next question on stage; the one that is there counts as answered. */
  stageNext(): void {
    const { next } = this;
    if (!next || this.staging) return;
    if (this.selected?.id === next.id) this.#leave(next);
    this.history.do(actionFor('stage', next));
  }

  /** Takes the last act back; what it was about comes in hand again. */
  undo(): void {
    const undone = this.history.undo();
    const question = undone?.question && this.event.view.questions[undone.question];
    const lane = undone && laneAfter(undone.undo, undone.question);
    if (!question || !lane) return;
    this.#open(lane);
    this.#pick(lane, question);
  }

  /** The next question comes in hand, of those that nothing is on its way about. */
  #leave(question: DeskQuestion): void {
    const shown = this.questions(this.lane);
    const at = shown.findIndex(({ id }) => id === question.id);
    const free = ({ id }: DeskQuestion) => id !== question.id && !this.busy.has(id);
    this.#pick(this.lane, shown.slice(at + 1).find(free) ?? shown.slice(0, at).findLast(free));
  }

  #open(lane: Lane): void {
    this.lane = lane;
    if (lane === 'answered' || lane === 'dismissed') this.done = lane;
    this.tab = lane === 'pending' || lane === 'approved' ? lane : 'done';
  }

  #pick(lane: Lane, question: DeskQuestion | undefined): void {
    const { [lane]: _, ...others } = this.#picked;
    this.#picked = question
      ? { ...others, [lane]: { id: question.id, revision: question.revision } }
      : others;
  }
}
