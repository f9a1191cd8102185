import type { Action } from '@rostrum/shared/domain/actions';
import { INCIDENT_PARTS, type Incident } from '@rostrum/shared/domain/incident';
import { m } from '#lib/paraglide/messages.js';

const NAMES: Record<keyof Incident, () => string> = {
  people: m.incident_people,
  asking: m.incident_asking,
  voting: m.incident_voting,
  reports: m.incident_reports,
};

/** The parts by their names, in their order. */
export function partsText(parts: readonly (keyof Incident)[]): string {
  return parts.map((part) => NAMES[part]()).join(m.list_separator());
}

/** Some of the parts, as an act names them. */
type Named = Extract<Action, { type: 'settings.incident' }>['stopped'];

export function stoppedParts(stopped: Named): (keyof Incident)[] {
  return INCIDENT_PARTS.filter((part) => stopped[part]);
}

/** What became of the parts that were named. */
export function incidentText(stopped: Named): string {
  const parts = stoppedParts(stopped);
  if (parts.length > 0) return m.incident_did_stop({ parts: partsText(parts) });
  return m.incident_did_go({ parts: partsText(Object.keys(stopped) as (keyof Incident)[]) });
}

/** All of them, stopped or let go. */
export function everyPart(on: boolean): Incident {
  return { people: on, asking: on, voting: on, reports: on };
}
