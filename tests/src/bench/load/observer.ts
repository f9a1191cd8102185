import type { QuestionId } from '@rostrum/shared/domain/ids';
import { downSchemas } from '@rostrum/shared/protocol/down';
import { z } from 'zod';

/** What a phone showed from `at` on. */
export interface Shown {
  readonly at: number;
  readonly seq: number;
  readonly votes: ReadonlyMap<QuestionId, number>;
}

const messageSchema = z.union([
  z.tuple([z.literal('welcome'), downSchemas.welcome]),
  z.tuple([z.literal('patch'), downSchemas.patch]),
]);

const NOTHING: Shown = { at: 0, seq: 0, votes: new Map() };

/** Keeps when each message came, and reads them later: reading would hold up the next. */
export class Observer {
  #unread: { at: number; text: string }[] = [];
  readonly #shown: Shown[] = [];

  hear(text: string, at: number): void {
    if (/^\["(welcome|patch)"/.test(text)) this.#unread.push({ at, text });
  }

  /** All the phone showed, one after the other. */
  shown(): readonly Shown[] {
    for (const { at, text } of this.#unread) {
      const next = show(this.#shown.at(-1) ?? NOTHING, at, text);
      if (next) this.#shown.push(next);
    }
    this.#unread = [];
    return this.#shown;
  }
}

/** What follows from a message; undefined when the phone cannot use it. */
function show(before: Shown, at: number, text: string): Shown | undefined {
  const [name, message] = messageSchema.parse(JSON.parse(text));
  const { seq } = message;
  if (name === 'welcome') {
    return { at, seq, votes: countsOf(message.view.questions) };
  }
  if (message.from > before.seq || seq < before.seq) return undefined;
  const votes = new Map([...before.votes, ...countsOf(message.questions)]);
  for (const [id, count] of Object.entries(message.votes ?? {})) votes.set(id as QuestionId, count);
  return { at, seq, votes };
}

function countsOf(questions: Record<string, { votes: number } | null> = {}) {
  return new Map(
    Object.entries(questions).map(([id, question]) => [id as QuestionId, question?.votes ?? 0]),
  );
}
