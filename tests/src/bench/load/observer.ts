import type { QuestionId } from '@rostrum/shared/domain/ids';
import { downSchemas } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import { z } from 'zod';

/** What a phone showed from `at` on. */
export interface Shown extends Readonly<Place> {
  readonly at: number;
  readonly votes: ReadonlyMap<QuestionId, number>;
}

const messageSchema = z.union([
  z.tuple([z.literal('welcome'), downSchemas.welcome]),
  z.tuple([z.literal('patch'), downSchemas.patch]),
]);
/** Characters before a message's JSON. */
const PREFIX = '42'.length;

const NOTHING: Shown = { at: 0, seq: 0, mark: '', votes: new Map() };

/** Keeps when each message came, and reads them later: reading would hold up the next. */
export class Observer {
  #unread: { at: number; message: Buffer }[] = [];
  #shown: Shown[] = [];

  hear(message: Buffer, at: number): void {
    this.#unread.push({ at, message });
  }

  /** All the phone showed, one after the other. */
  shown(): readonly Shown[] {
    for (const { at, message } of this.#unread) {
      const next = show(this.#shown.at(-1) ?? NOTHING, at, message.toString('utf8', PREFIX));
      if (next) this.#shown.push(next);
    }
    this.#unread = [];
    return this.#shown;
  }

  /** Lets go of all but what it shows now. */
  forget(): void {
    this.#shown = this.shown().slice(-1);
  }

  /** Where it is; undefined while it was shown nothing. */
  place(): Place | undefined {
    const last = this.shown().at(-1);
    return last && { seq: last.seq, mark: last.mark };
  }
}

/** What follows from a message; undefined when the phone cannot use it. */
function show(before: Shown, at: number, text: string): Shown | undefined {
  const [name, message] = messageSchema.parse(JSON.parse(text));
  const { seq, mark } = message;
  if (name === 'welcome') {
    return { at, seq, mark, votes: countsOf(message.view.questions) };
  }
  if (message.from > before.seq || seq < before.seq) return undefined;
  const votes = new Map([...before.votes, ...countsOf(message.questions)]);
  for (const [id, count] of Object.entries(message.votes ?? {})) votes.set(id as QuestionId, count);
  return { at, seq, mark, votes };
}

function countsOf(questions: Record<string, { votes?: number | undefined } | null> = {}) {
  return new Map(
    Object.entries(questions).map(([id, question]) => [id as QuestionId, question?.votes ?? 0]),
  );
}
