import { plannedStarts } from '@rostrum/shared/domain/clock';
import type { Programme } from '@rostrum/shared/domain/programme';

/** How long the programme is, when it is planned to end, and how late that is for the hard end. */
export function plannedEnd(programme: Programme): {
  totalMs: number;
  endAt: number;
  overMs: number | undefined;
} {
  const starts = plannedStarts(programme);
  const endAt = Math.max(
    programme.startAt,
    ...programme.cues.map(({ durationMs }, index) => (starts[index] ?? 0) + durationMs),
  );
  const { startAt, hardEndAt } = programme;
  return {
    totalMs: endAt - startAt,
    endAt,
    overMs: hardEndAt === undefined ? undefined : endAt - hardEndAt,
  };
}
