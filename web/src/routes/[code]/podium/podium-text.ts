import type { Forecast } from '@rostrum/shared/domain/clock';
import type { Info } from '@rostrum/shared/domain/event';
import { m } from '#lib/paraglide/messages.js';
import type { CueNow } from '#lib/programme.ts';
import { spanText } from '#lib/texts.ts';
import { timeOfDay, wholeMinutes } from '#lib/time.ts';

/** How the show as a whole runs, in the words people use. */
export function showText({ overMs }: Pick<Forecast, 'overMs'>): string {
  const minutes = wholeMinutes(overMs);
  if (minutes > 0) return m.show_over({ time: spanText(overMs) });
  if (minutes < 0) return m.show_under({ time: spanText(overMs) });
  return m.podium_show_on_time();
}

/** Where the programme stands while nothing is on air; nothing to say of an empty one. */
export function standingText(
  now: CueNow,
  { timeZone }: Pick<Info, 'timeZone'>,
): string | undefined {
  switch (now.type) {
    case 'before':
      return m.starts_at({ time: timeOfDay(now.next.plannedAt, timeZone) });
    case 'finished':
      return m.finished();
    case 'running':
    case 'empty':
      return undefined;
  }
}
