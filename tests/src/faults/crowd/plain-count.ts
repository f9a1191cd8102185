import type { LoggedAction } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';

/** One question, with who voted for it and against it. */
interface Plain {
  readonly ups: Set<string>;
  readonly downs: Set<string>;
  into?: QuestionId;
}

/**
 * Counts the votes of an event anew, in the plainest way there is, from what was
 * accepted, in its order: the servers' own sums are held against it.
 */
export class PlainCount {
  readonly #questions = new Map<QuestionId, Plain>();

  take(logged: LoggedAction): void {
    if (!('by' in logged)) return;
    const { id, action } = logged;
    const who = logged.by.participant;
    switch (action.type) {
      case 'question.ask':
      case 'moderation.add':
        // An ask that is repeated once its outcome is forgotten is accepted again.
        this.#add(id as string as QuestionId);
        break;
      case 'question.upvote':
        this.#against(action.question).delete(who);
        this.#against(this.#root(action.question)).delete(who);
        this.#at(action.question).ups.add(who);
        break;
      case 'question.downvote':
        this.#noneFor(action.question, who);
        this.#against(action.question).add(who);
        break;
      case 'question.takeBack':
        // A vote against one that is merged rests with it.
        this.#noneFor(action.question, who);
        this.#against(this.#root(action.question)).delete(who);
        break;
      case 'moderation.merge':
        this.#at(action.question).into = action.into;
        break;
      case 'moderation.unmerge':
        delete this.#at(action.question).into;
        break;
      case 'question.withdraw':
        this.#leave(action.question);
        break;
      case 'rehearsal.wipe':
        this.#questions.clear();
        break;
    }
  }

  /** By question, its votes: of one that others are merged into, everyone's, each once. */
  get votes(): ReadonlyMap<QuestionId, number> {
    const ids = [...this.#questions.keys()];
    return new Map(ids.map((id) => [id, this.#voters(id).size - this.#at(id).downs.size]));
  }

  #add(id: QuestionId): void {
    if (this.#questions.has(id)) return;
    this.#questions.set(id, { ups: new Set(), downs: new Set() });
  }

  #at(id: QuestionId): Plain {
    const found = this.#questions.get(id);
    if (!found) throw new Error(`nobody asked ${id}`);
    return found;
  }

  /** A question, and all that is merged into it, and into those. */
  #group(id: QuestionId): QuestionId[] {
    const members = [...this.#questions].filter(([, { into }]) => into === id);
    return [id, ...members.flatMap(([member]) => this.#group(member))];
  }

  #root(id: QuestionId): QuestionId {
    const { into } = this.#at(id);
    return into ? this.#root(into) : id;
  }

  /** While a question is merged, its own voters: the others' are the root's to show. */
  #voters(id: QuestionId): Set<string> {
    const group = this.#at(id).into ? [id] : this.#group(id);
    return new Set(group.flatMap((each) => [...this.#at(each).ups]));
  }

  #against(id: QuestionId): Set<string> {
    return this.#at(id).downs;
  }

  #noneFor(id: QuestionId, who: string): void {
    for (const each of this.#group(id)) this.#at(each).ups.delete(who);
  }

  #leave(id: QuestionId): void {
    for (const question of this.#questions.values()) {
      if (question.into === id) delete question.into;
    }
    delete this.#at(id).into;
  }
}
