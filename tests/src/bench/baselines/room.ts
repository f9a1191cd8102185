import type { QuestionId } from '@rostrum/shared/domain/ids';
import { MARK_LENGTH } from '@rostrum/shared/domain/limits';
import { FIRST_SETTINGS } from '@rostrum/shared/domain/settings';
import type { PublicQuestion } from '@rostrum/shared/domain/view';
import type { PatchMessage, Welcome } from '@rostrum/shared/protocol/down';
import { START_AT, testCreate } from '../../lib/event.ts';
import { baselineQuestion, questionText } from '../questions.ts';

/** As the other's `ActAnswer`. */
type Answer = { ok: true; seq: number } | { ok: false; reason: string };

/** The acts that a baseline knows; any other fits neither. */
export interface Act {
  readonly action: { readonly type: string; readonly question: QuestionId };
}

/** Of no log: a baseline has none. */
const MARK = '0'.repeat(MARK_LENGTH);
const { info, programme } = testCreate;

/**
 * The event of a baseline: in memory, not durable, and what it is sent it takes
 * on trust. What it tells has the shape and the size of what Rostrum tells phones.
 */
export class Room {
  /** Counts what changed. */
  seq = 1;
  readonly questions = new Map<QuestionId, PublicQuestion>();
  #live: PublicQuestion | undefined;
  #touched = new Set<PublicQuestion>();
  /** Up to where it has told. */
  #told = 1;

  constructor(count: number) {
    for (let number = 1; number <= count; number += 1) {
      const id = baselineQuestion(number);
      const at = { approvedAt: START_AT, changedAt: START_AT };
      const text = questionText(number);
      this.questions.set(id, {
        id,
        text,
        asker: { mode: 'room' },
        votes: 0,
        state: 'approved',
        ...at,
      });
    }
  }

  /** All that a phone begins with. */
  welcome(): Welcome {
    const { seq } = this;
    return {
      surface: 'phone',
      role: 'attendee',
      seq,
      mark: MARK,
      now: Date.now(),
      view: {
        info,
        settings: { ...FIRST_SETTINGS, premoderation: false },
        programme: { ...programme, cues: programme.cues.map(({ notes: _, ...cue }) => cue) },
        onAir: { finished: false },
        questions: Object.fromEntries(this.questions),
      },
      mine: { seq, votes: [], questions: [] },
    };
  }

  /** @param voted the questions this phone has votes on, which it changes. */
  vote(voted: Set<QuestionId>, { action: { type, question: id } }: Act): Answer {
    const question = this.questions.get(id);
    if (!question) return { ok: false, reason: 'unknown_question' };
    const isGiven = type === 'question.upvote';
    if (voted.has(id) === isGiven) return { ok: false, reason: 'already_voted' };
    if (isGiven) voted.add(id);
    else voted.delete(id);
    return this.setVotes(id, (question.votes ?? 0) + (isGiven ? 1 : -1));
  }

  setVotes(id: QuestionId, votes: number): Answer {
    const question = this.questions.get(id);
    if (!question) return { ok: false, reason: 'unknown_question' };
    question.votes = votes;
    this.#touched.add(question);
    this.seq += 1;
    return { ok: true, seq: this.seq };
  }

  /** Puts a question on stage. What it gives must go out at once. */
  stage(id: QuestionId): PatchMessage {
    const next = this.questions.get(id);
    const before = this.#live;
    const changed = [before, next].filter((question) => question !== undefined);
    if (before) before.state = 'answered';
    if (next) next.state = 'live';
    this.#live = next;
    this.seq += 1;
    const questions = Object.fromEntries(changed.map((question) => [question.id, question]));
    return { from: this.#tell(), seq: this.seq, questions, mark: MARK };
  }

  /** A question as it is now. */
  whole(id: QuestionId): PatchMessage {
    const question = this.questions.get(id) ?? null;
    return { from: this.#tell(), seq: this.seq, questions: { [id]: question }, mark: MARK };
  }

  /** The votes of what was touched since it was told last. */
  patch(): PatchMessage {
    const touched = [...this.#touched];
    this.#touched.clear();
    const votes = Object.fromEntries(touched.map((question) => [question.id, question.votes ?? 0]));
    return { from: this.#tell(), seq: this.seq, votes, mark: MARK };
  }

  #tell(): number {
    const from = this.#told;
    this.#told = this.seq;
    return from;
  }
}
