import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Mine } from '@rostrum/shared/domain/mine';
import { isVote } from '#lib/live/overlay.ts';
import type { Item } from '#lib/live/outbox.ts';

type Own = Mine['questions'][number];

/** A question of one's own as it is shown: the server's word on it, or that there is none yet. */
export type MineEntry =
  | { type: 'own'; id: QuestionId; text: string; question: Own; busy: boolean }
  | { type: 'unsent'; id: QuestionId; text: string; item: Item };

/** The latest first: what is on its way or was refused, then what the server has. */
export function mineEntries(mine: Mine, items: readonly Item[]): MineEntry[] {
  const own = mine.questions.map((question): MineEntry => {
    const under = items.findLast(
      ({ action, state }) =>
        state !== 'refused' &&
        'question' in action &&
        action.question === question.id &&
        !isVote(action),
    );
    const text = under?.action.type === 'question.edit' ? under.action.text : question.text;
    return { type: 'own', id: question.id, text, question, busy: under !== undefined };
  });
  const known = new Set(own.map(({ id }) => id));
  const unsent = items.flatMap((item): MineEntry[] => {
    // An ask's id becomes the question's.
    const id = item.id as string as QuestionId;
    const { action, state } = item;
    const hasWords =
      (action.type === 'question.ask' && !known.has(id)) ||
      (action.type === 'question.edit' && state === 'refused');
    return hasWords ? [{ type: 'unsent', id, text: action.text, item }] : [];
  });
  return [...unsent.reverse(), ...own.reverse()];
}
