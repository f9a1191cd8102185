import type { QuestionId } from '@rostrum/shared/domain/ids';
import { Similar } from '@rostrum/shared/domain/similar';
import type { DeskQuestion } from '@rostrum/shared/domain/view';

/** More would push the buttons out of a card's sight. */
const MOST = 3;

/** Whether a question may be merged into another one, and should be: what waits is not to take in what everyone sees. */
export function mayTakeIn(question: DeskQuestion, other: DeskQuestion): boolean {
  if (other.id === question.id) return false;
  if (other.state === 'pending') return question.state === 'pending';
  return other.state === 'approved' || other.state === 'live' || other.state === 'answered';
}

/** Finds what seems to ask the same. */
export class Alike {
  readonly #similar = new Similar<QuestionId>();

  /** What a question could be merged into, the most alike first. O(questions). */
  find(question: DeskQuestion, questions: readonly DeskQuestion[]): readonly DeskQuestion[] {
    const others = questions.filter((other) => mayTakeIn(question, other));
    this.#similar.keep(others.map(({ id, text }) => [id, text] as const));
    const found = this.#similar.find(question.text, MOST);
    return found.flatMap((id) => others.find((other) => other.id === id) ?? []);
  }
}
