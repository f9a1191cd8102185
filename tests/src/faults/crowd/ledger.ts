import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, LinkId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Outcome, Reason } from '@rostrum/shared/domain/reasons';

/** One action, as the client that sent it knows it. */
export interface Line {
  readonly id: ActionId;
  /** Which client of the crowd. */
  readonly who: number;
  readonly action: Action;
  /** When it was sent for the first time, on this process's `performance.now()`. */
  firstSentAt?: number;
  /** How often it was sent: more than once where an answer stayed away. */
  sent: number;
  /** The server's last word on it. */
  outcome?: Outcome;
  answeredAt?: number;
}

/** What clients were told, kept where no server can lose it: by this the servers are judged. */
export class Ledger {
  readonly #lines = new Map<ActionId, Line>();
  readonly #undecided = new Map<Reason, number>();
  /** Questions that were accepted, and by whom they were asked. */
  readonly askers = new Map<QuestionId, number>();
  /** Who voted for it last. */
  readonly voters = new Map<QuestionId, number>();
  readonly questions: QuestionId[] = [];
  /** Role links that were granted beside those the event began with. */
  readonly links: LinkId[] = [];

  /** In the order in which they were made. */
  get lines(): readonly Line[] {
    return [...this.#lines.values()];
  }

  /** How often the server would not judge for this reason. */
  undecided(reason: Reason): number {
    return this.#undecided.get(reason) ?? 0;
  }

  /** How often it would not judge for any other one. */
  undecidedOtherwise(than: Reason): number {
    const others = [...this.#undecided].filter(([reason]) => reason !== than);
    return others.reduce((sum, [, times]) => sum + times, 0);
  }

  get accepted(): readonly Line[] {
    return this.lines.filter(({ outcome }) => outcome?.ok);
  }

  /** Those nobody has judged yet. */
  get open(): number {
    return this.lines.filter(({ outcome }) => outcome === undefined).length;
  }

  make(who: number, id: ActionId, action: Action): void {
    this.#lines.set(id, { id, who, action, sent: 0 });
  }

  send(id: ActionId): void {
    const line = this.#line(id);
    line.firstSentAt ??= performance.now();
    line.sent += 1;
  }

  /** The server did not judge, and said why. */
  notJudged(reason: Reason): void {
    this.#undecided.set(reason, this.undecided(reason) + 1);
  }

  answer(id: ActionId, outcome: Outcome): void {
    const line = this.#line(id);
    line.outcome = outcome;
    line.answeredAt = performance.now();
    if (!outcome.ok) return;
    const { action, who } = line;
    if (action.type === 'roles.grant') this.links.push(action.link.id);
    if (action.type === 'question.upvote') this.voters.set(action.question, who);
    if (action.type !== 'question.ask') return;
    const question = id as string as QuestionId;
    this.askers.set(question, who);
    this.questions.push(question);
  }

  #line(id: ActionId): Line {
    const line = this.#lines.get(id);
    if (!line) throw new Error(`nobody made ${id}`);
    return line;
  }
}
