import { sinceStart, type Forecast, type SinceStart } from '@rostrum/shared/domain/clock';

/** How the show stands, by the plan's clock and by its own. */
export interface Figures {
  /** How late the cue on air ends, or else what is next begins; undefined once all is over. */
  nowMs: number | undefined;
  end: Pick<Forecast, 'expectedEndAt' | 'overMs'>;
  /** Undefined before the start. */
  since: SinceStart | undefined;
}

/** @param next the cue that is up next. */
export function figuresOf(forecast: Forecast, next: string | undefined): Figures {
  const onAir = forecast.cues.find(({ stage }) => stage === 'running');
  const coming = forecast.cues.find(({ cue }) => cue.id === next);
  const nowMs = onAir?.overMs ?? (coming && coming.expectedAt - coming.plannedAt);
  return { nowMs, end: forecast, since: sinceStart(forecast) };
}
