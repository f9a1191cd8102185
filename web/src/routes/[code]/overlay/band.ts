import type { Cue } from '@rostrum/shared/domain/cue';
import type { PublicQuestion, View } from '@rostrum/shared/domain/view';
import { auxNow, type AuxNow } from '#lib/display/aux-now.ts';
import type { OverlayShow } from '#lib/display/look.ts';
import type { CueNow } from '#lib/programme.ts';

type Running = Extract<CueNow, { type: 'running' }>;

/** What lies over the picture. Another `key` is another band, which comes as the one before goes. */
export type Band =
  | { type: 'question'; key: string; question: PublicQuestion }
  | { type: 'speaker'; key: string; cue: Cue }
  | { type: 'timer'; key: string; now: Running }
  | { type: 'aux'; key: string; timers: readonly AuxNow[] };

/**
 * @param at the time it is, on the log's clock.
 * @returns undefined while there is nothing to show, and while the stage is blank.
 */
export function bandOf(
  { questions, settings, onAir }: Pick<View<'public'>, 'questions' | 'settings' | 'onAir'>,
  now: CueNow,
  at: number,
  show: OverlayShow,
): Band | undefined {
  if (settings.blank) return undefined;
  const question = Object.values(questions).find(({ state }) => state === 'live');
  const running = now.type === 'running' ? now : undefined;
  const cue = running?.place.cue;
  const asked = question && { type: 'question' as const, key: question.id, question };
  const speaking = cue && cue.speakers.length > 0 && { type: 'speaker' as const, key: cue.id, cue };
  switch (show) {
    case 'question':
      return asked;
    case 'speaker':
      return speaking || undefined;
    case 'timer':
      if (!running || cue?.timer === 'none') return undefined;
      return { type: 'timer', key: 'timer', now: running };
    case 'aux': {
      const timers = auxNow(onAir.aux, at);
      return timers.length > 0 ? { type: 'aux', key: 'aux', timers } : undefined;
    }
    case 'auto':
      return asked ?? (speaking || undefined);
  }
}
