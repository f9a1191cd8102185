import type { Options } from '@rostrum/shared/domain/settings';
import { m } from '#lib/paraglide/messages.js';

const NAMES: Record<keyof Options, () => string> = {
  questionLength: m.settings_question_length,
  qaByCue: m.settings_qa_by_cue,
  askAhead: m.settings_ask_ahead,
  slowModeMs: m.settings_slow_mode,
  questionsPerPerson: m.settings_questions_per_person,
  votesPerPerson: m.settings_votes_per_person,
  transparency: m.settings_transparency,
  hiddenVotes: m.settings_hidden_votes,
  order: m.settings_fair_order,
};

/** What a change of settings is about, by the names that stand beside the controls. */
export function optionNames(options: Options): string {
  const keys = Object.keys(options).filter((key) => key in NAMES) as (keyof Options)[];
  return keys.map((key) => NAMES[key]()).join(m.list_separator());
}
