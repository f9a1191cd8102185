import type { Expectation } from '@rostrum/shared/domain/clock';
import type { Cue, Speaker } from '@rostrum/shared/domain/cue';
import { languageName } from '#lib/language.ts';
import { m } from '#lib/paraglide/messages.js';
import { modeText } from '#lib/texts.ts';

export interface SheetRow extends Expectation {
  /** Its own number, or its place in the programme. */
  readonly number: string;
  /** The group that begins with it. */
  readonly group: string | undefined;
}

/** The rows of a run-of-show on paper. O(cues). */
export function sheetRows(places: readonly Expectation[]): SheetRow[] {
  return places.map((each, index) => ({
    ...each,
    number: each.cue.number ?? String(index + 1),
    group: groupAt(places, index),
  }));
}

function groupAt(places: readonly { cue: Cue }[], index: number): string | undefined {
  const group = places[index]?.cue.group;
  return group === places[index - 1]?.cue.group ? undefined : group;
}

/** What the crew knows of a speaker besides the name. */
export function aboutSpeaker({
  pronoun,
  title,
  delegation,
  region,
  mode,
  language,
}: Speaker): readonly string[] {
  return [
    pronoun,
    title,
    delegation,
    region,
    mode && modeText({ mode }),
    language && nameOfLanguage(language),
  ].filter((part) => part !== undefined);
}

/** A tag that means nothing to this browser is shown as it is. */
function nameOfLanguage(tag: string): string {
  try {
    return languageName(tag);
  } catch {
    return tag;
  }
}

/** When it starts or started, in the words of its column. */
export function startWord({ stage }: Pick<Expectation, 'stage'>): string {
  switch (stage) {
    case 'passed':
      return m.timeline_skipped();
    case 'done':
      return m.sheet_was();
    case 'running':
      return m.show_on_air();
    case 'later':
      return '';
  }
}
