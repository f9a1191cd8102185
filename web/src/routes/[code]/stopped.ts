import type { Incident } from '@rostrum/shared/domain/incident';
import type { Live } from '#lib/live/live.svelte.ts';

/** What moderators have stopped for the moment, as it meets this person. */
export function stoppedFor({
  view,
  mine,
}: Pick<Live<'public'>, 'view' | 'mine'>): Omit<Incident, 'people'> {
  const { people, ...stopped } = view.settings.stopped;
  const tookPart = mine.questions.length + mine.votes.length + (mine.downs?.length ?? 0) > 0;
  return people && !tookPart ? { asking: true, voting: true, reports: true } : stopped;
}
