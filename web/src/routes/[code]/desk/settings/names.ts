import type { ScreeningOptions } from '@rostrum/shared/domain/screening';
import type { Options } from '@rostrum/shared/domain/settings';
import { m } from '#lib/paraglide/messages.js';

const NAMES: Record<keyof Options, () => string> = {
  questionLength: m.settings_question_length,
  qaByCue: m.settings_qa_by_cue,
  askAhead: m.settings_ask_ahead,
  slowModeMs: m.settings_slow_mode,
  questionsPerPerson: m.settings_questions_per_person,
  votesPerPerson: m.settings_votes_per_person,
  downvotes: m.settings_downvotes,
  transparency: m.settings_transparency,
  hiddenVotes: m.settings_hidden_votes,
  order: m.settings_fair_order,
};

const SCREENING_NAMES: Record<keyof ScreeningOptions, () => string> = {
  reportsToHide: m.settings_reports,
  personalData: m.settings_personal_data,
  wordFilter: m.settings_word_filter,
};

/** What a change of settings is about, by the names that stand beside the controls. */
export function optionNames(options: Options): string {
  return namesIn(NAMES, options);
}

export function screeningNames(options: ScreeningOptions): string {
  return namesIn(SCREENING_NAMES, options);
}

function namesIn(names: Record<string, () => string>, options: object): string {
  return Object.keys(options)
    .flatMap((key) => names[key]?.() ?? [])
    .join(m.list_separator());
}
