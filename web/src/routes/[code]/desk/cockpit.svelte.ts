import type { Action } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { Hints, type Hint } from '@rostrum/shared/domain/sensitive';
import type { Dismissal } from '@rostrum/shared/domain/state';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Live } from '#lib/live/live.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import {
  actionFor,
  ACTS,
  ALL_ACTS,
  dismissal,
  isMeant,
  leavesLane,
  manyText,
  type Act,
  type PlainAct,
} from './acts.ts';
import { Alike } from './alike.ts';
import { Chosen } from './chosen.svelte.ts';
import { History } from './history.svelte.ts';
import { NO_FILTER } from '../filter.ts';
import { Find } from './find.svelte.ts';
import {
  DONE_LANES,
  countIn,
  LANES,
  laneOf,
  onDeck,
  orderOf,
  SORTS,
  sortIntoLanes,
  withHeld,
  type DoneLane,
  type Lane,
} from './lanes.ts';
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
  /** Which of the lanes that share one place is shown. */
  done = $state<DoneLane>('answered');
  readonly find = new Find();
  /** The questions that acts on many are for. */
  readonly chosen = new Chosen();
  #picked = $state.raw<Partial<Record<Lane, Pick>>>({});

  #sorted = $derived.by(() => sortIntoLanes(Object.values(this.event.view.questions)));
  /** Each lane as it is looked for, and sorted. */
  #found = $derived.by(() => {
    const { find } = this;
    const of = (lane: Lane) => {
      const found = find.among(this.#sorted.lanes[lane]);
      return find.sort === 'lane' ? found : found.toSorted(orderOf(lane, find.sort));
    };
    return {
      pending: of('pending'),
      approved: of('approved'),
      answered: of('answered'),
      dismissed: of('dismissed'),
      archived: of('archived'),
    };
  });
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

  #screening = $derived.by(() => this.event.view.screening);
  #hints = $derived.by(() => new Hints(this.#screening));

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

  /** Why a text should be looked at twice. The server that renders the first view has no time for it. */
  hintsIn(text: string): readonly Hint[] {
    return this.event.status === 'connecting' ? [] : this.#hints.in(text);
  }

  constructor(event: Live<'desk'>) {
    this.event = event;
    this.history = new History(event);
    this.#pick('pending', this.#sorted.lanes.pending[0]);
  }

  /** How many there are in a lane, hidden ones too. */
  count(lane: Lane): number {
    const { part } = this.event;
    return part ? countIn(lane, part) : this.#sorted.lanes[lane].length;
  }

  /** How many of a lane are shown. */
  found(lane: Lane): number {
    return this.#found[lane].length;
  }

  /** How many questions are shown in all lanes and on stage. */
  get shown(): number {
    const inLanes = LANES.reduce((sum, lane) => sum + this.found(lane), 0);
    return inLanes + (this.live ? 1 : 0);
  }

  /** The questions of a lane as they are shown. What is in hand stays, though it is not sought any more. */
  questions(lane: Lane): readonly DeskQuestion[] {
    const questions = this.#found[lane];
    const { selected } = this;
    const isHeld =
      lane === this.lane &&
      selected &&
      (this.gone || (laneOf(selected) === lane && !questions.includes(selected)));
    return isHeld ? withHeld(questions, selected, orderOf(lane, this.find.sort)) : questions;
  }

  /** Narrows the lists; what is in hand is one of those that are left. */
  seek(changes: Partial<Find['sought']>): void {
    this.#narrow({ ...this.find.sought, ...changes });
  }

  /** Shows everything again; what is in hand stays. */
  seekAll(): void {
    this.#narrow(NO_FILTER);
  }

  /** The next way to sort. */
  sortOn(): void {
    const { find } = this;
    find.sort = SORTS[(SORTS.indexOf(find.sort) + 1) % SORTS.length] ?? 'lane';
  }

  select(lane: Lane, question: DeskQuestion | undefined): void {
    this.show(lane);
    this.#pick(lane, question);
  }

  /** Goes to a lane, and to the question that was in hand there. */
  show(lane: Lane): void {
    this.#open(lane);
    const there = this.#found[lane];
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

  /** Whether the act is one of those the question in hand, or the chosen, show. */
  can(act: Act): boolean {
    if (this.chosen.size > 0) return this.actsOnChosen.includes(act);
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

  /** The chosen as they are now, but with the revision that was there when they were chosen: no other is approved. */
  get chosenQuestions(): readonly DeskQuestion[] {
    return this.chosen.all.flatMap(({ id, revision }) => {
      const question = this.event.view.questions[id];
      return question ? [{ ...question, revision }] : [];
    });
  }

  /** What can be done to some at least of the chosen. */
  get actsOnChosen(): readonly Act[] {
    const questions = this.chosenQuestions;
    return ALL_ACTS.filter(
      (act) => manyText(act) && questions.some((each) => ACTS[act].on(each) && isMeant(act, each)),
    );
  }

  /** Does to each of these questions what can still be done to it, as one act. */
  actOnAll(
    act: Act,
    questions: readonly DeskQuestion[],
    actionOf: (question: DeskQuestion) => Action,
  ): void {
    const did = manyText(act);
    if (!did) return;
    const free = questions.filter(
      (question) => ACTS[act].on(question) && !this.busy.has(question.id),
    );
    const left = questions.filter((question) => !free.includes(question)).map(({ id }) => id);
    this.chosen.clear();
    this.history.doAll(free.map(actionOf), left, (count) => did({ count }));
    if (leaves(act) && this.selected && this.busy.has(this.selected.id)) this.#leave(this.selected);
  }

  act(act: PlainAct): void {
    if (this.chosen.size > 0) {
      const meant = this.chosenQuestions.filter((each) => isMeant(act, each));
      this.actOnAll(act, meant, (each) => actionFor(act, each));
      return;
    }
    const question = this.ready(act);
    if (!question) return;
    const action = actionFor(act, question);
    if (leavesLane(act, question)) this.#leave(question);
    this.history.do(action);
  }

  /** Moves the question in hand one place up (-1) or down (1) on deck. */
  reorder(by: 1 | -1): void {
    const { deck, selected } = this;
    const at = deck.findIndex(({ id }) => id === selected?.id);
    const to = at + by;
    if (!selected || at < 0 || to < 0 || to >= deck.length || this.busy.has(selected.id)) return;
    this.putOnDeck(selected, deck[by < 0 ? to : to + 1]);
  }

  /** Puts a question on deck before another one there, or last. */
  putOnDeck(question: DeskQuestion, before: DeskQuestion | undefined): void {
    if (question.id === before?.id || this.busy.has(question.id)) return;
    const action = { type: 'moderation.deck', question: question.id } as const;
    this.history.do(before ? { ...action, before: before.id } : action);
  }

  /** Dismisses the question that {@link ready} gave, or all the chosen. */
  dismiss(questions: readonly DeskQuestion[], why: Dismissal): void {
    const [question, ...others] = questions;
    if (!question) return;
    if (others.length > 0) {
      const now = questions.flatMap(({ id }) => this.event.view.questions[id] ?? []);
      this.actOnAll('dismiss', now, (each) => dismissal(each, why));
      return;
    }
    this.chosen.clear();
    if (this.busy.has(question.id)) return;
    if (this.selected?.id === question.id && !this.gone) this.#leave(question);
    this.history.do(dismissal(question, why));
  }

  /** How many the end of a cue would put away. */
  get leftOver(): number {
    return this.count('pending') + this.count('approved');
  }

  archiveAll(): void {
    if (this.leftOver > 0) this.history.do({ type: 'moderation.archiveAll' });
  }

  /** Marks a question as answered that something is on its way about already. */
  finish(question: DeskQuestion): void {
    if (this.selected?.id === question.id && !this.gone) this.#leave(question);
    this.history.do(actionFor('answered', question));
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

  /** Chooses or lets go of a question, that in hand unless another is named. */
  choose(question = this.selected): void {
    if (question) this.chosen.toggle(question);
  }

  /** Moves on, choosing all on the way. */
  extend(by: 1 | -1): void {
    const from = this.selected?.id;
    this.move(by);
    if (from && this.selected) this.chooseTo(this.selected, from);
  }

  /** Chooses all from where choosing began, or from `from`, to this question, which comes in hand. */
  chooseTo(question: DeskQuestion, from = this.selected?.id): void {
    this.chosen.extend(this.questions(this.lane), from ?? question.id, question.id);
    this.#pick(this.lane, question);
  }

  /** Chooses or lets go of a question of any lane. */
  chooseAt(lane: Lane, question: DeskQuestion): void {
    this.select(lane, question);
    this.choose(question);
  }

  /** Lets go of what is chosen; once nothing is, refusals go. */
  putAway(): void {
    if (this.chosen.size > 0) this.chosen.clear();
    else this.history.dismissAll();
  }

  chooseAll(): void {
    this.chosen.set(this.questions(this.lane));
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

  #narrow(sought: Find['sought']): void {
    this.chosen.clear();
    this.find.sought = sought;
    for (const lane of LANES) {
      const found = this.#found[lane];
      const id = this.#picked[lane]?.id;
      this.#pick(lane, found.find((question) => question.id === id) ?? found[0]);
    }
  }

  #open(lane: Lane): void {
    if (lane !== this.lane) this.chosen.clear();
    this.lane = lane;
    const done = DONE_LANES.find((each) => each === lane);
    if (done) this.done = done;
    this.tab = lane === 'pending' || lane === 'approved' ? lane : 'done';
  }

  #pick(lane: Lane, question: DeskQuestion | undefined): void {
    const { [lane]: _, ...others } = this.#picked;
    this.#picked = question
      ? { ...others, [lane]: { id: question.id, revision: question.revision } }
      : others;
  }
}

/** Whether the act takes a question to another lane. */
function leaves(act: Act): boolean {
  return !['pin', 'deck', 'keep'].includes(act);
}
