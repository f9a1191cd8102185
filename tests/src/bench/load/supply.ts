import type { QuestionId } from '@rostrum/shared/domain/ids';

/** A vote that is given, or one that is taken back. */
export interface Choice {
  /** The index of the phone that sends it. */
  readonly who: number;
  readonly question: QuestionId;
  /** The stretch of votes it belongs to: in one, a question is only given votes or only loses them. */
  readonly era: number;
  readonly isGiven: boolean;
}

/**
 * Who votes for what. A phone has one vote a question, so votes run out. With
 * `blocks` 2 they do not: all phones vote for the first half of the questions,
 * then for the second, then take back what they gave the first, and so on. While
 * one half is voted for, the other comes to rest, so that at any time it is
 * known how many votes each question must have.
 */
export class Supply {
  readonly #voters: readonly number[];
  readonly #questions: readonly QuestionId[];
  readonly #blocks: 1 | 2;
  #drawn = 0;

  /** @param voters indexes of the phones that vote, each in turn. */
  constructor(voters: readonly number[], questions: readonly QuestionId[], blocks: 1 | 2) {
    this.#voters = voters;
    this.#questions = questions;
    this.#blocks = blocks;
  }

  /** @throws when every phone has voted for every question. */
  next(): Choice {
    const size = this.#questions.length / this.#blocks;
    const eraSize = this.#voters.length * size;
    const era = Math.floor(this.#drawn / eraSize);
    if (this.#blocks === 1 && era > 0) throw new Error('every phone has voted for every question');
    const inEra = this.#drawn % eraSize;
    this.#drawn += 1;
    const turn = inEra % this.#voters.length;
    const round = Math.floor(inEra / this.#voters.length);
    const first = (era % this.#blocks) * size;
    return {
      who: this.#voters[turn] as number,
      question: this.#questions[first + ((turn + round) % size)] as QuestionId,
      era,
      isGiven: Math.floor(era / this.#blocks) % 2 === 0,
    };
  }
}
