import { openQuestions, slowModeLeft } from '@rostrum/shared/domain/person-limits';
import type { Live } from '#lib/live/live.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { reasonText } from '#lib/texts.ts';
import { clockText } from '#lib/time.ts';

/** Why one may not ask just now, though the Q&A is open; undefined when one may. */
export function askWait({ view, mine, items, now }: Live<'public'>): string | undefined {
  if (mine.blocked) return m.blocked_says();
  const known = new Set<string>(mine.questions.map(({ id }) => id));
  const underWay = items
    .filter(({ id, action, state }) => {
      return action.type === 'question.ask' && state !== 'refused' && !known.has(id);
    })
    .map(() => ({ state: 'pending' as const, askedAt: now }));
  const asked = [...mine.questions, ...underWay];
  const waitMs = slowModeLeft(view.settings, asked, now);
  if (waitMs > 0) return m.phone_slow_mode({ time: clockText(waitMs) });
  const { questionsPerPerson: most } = view.settings;
  return most > 0 && openQuestions(asked) >= most ? reasonText('too_many_open') : undefined;
}
