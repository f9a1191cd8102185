import { z } from 'zod';
import {
  OPEN_PER_PARTICIPANT_MAX,
  CLOSED_MESSAGE_MAX,
  QUESTION_LENGTH,
  QUESTION_LENGTH_MAX,
  QUESTION_LENGTH_MIN,
  SLOW_MODE_MAX_MS,
  VOTES_PER_PERSON_MAX,
} from './limits.ts';
import { countAll } from './exposure.ts';
import { followAskAhead, followCue } from './qa-switch.ts';
import { incidentSchema, NOTHING_STOPPED } from './incident.ts';
import type { Reason } from './reasons.ts';
import type { State } from './state.ts';
import { lineSchema } from './text.ts';
import type { Turn } from './turn.ts';

/** What is set as it is, each by itself. */
const options = z.strictObject({
  /** Characters (grapheme clusters) that a question may have. */
  questionLength: z.int().min(QUESTION_LENGTH_MIN).max(QUESTION_LENGTH_MAX),
  /** The Q&A opens when a Q&A cue comes on air, and closes when another one does. */
  qaByCue: z.boolean(),
  /** Questions are taken before the programme starts. */
  askAhead: z.boolean(),
  /** Milliseconds from one question of a person to their next; 0 for no wait. */
  slowModeMs: z.int().min(0).max(SLOW_MODE_MAX_MS),
  /** Questions of a person that may wait or be visible at a time; 0 for no such limit. */
  questionsPerPerson: z.int().min(0).max(OPEN_PER_PARTICIPANT_MAX),
  /** Votes of a person on the questions that take votes; 0 for no limit. */
  votesPerPerson: z.int().min(0).max(VOTES_PER_PERSON_MAX),
  /** A vote may be against a question too. */
  downvotes: z.boolean(),
  /** Everyone is told how many questions came in, and what became of how many. */
  transparency: z.boolean(),
  /** Nobody but the desk is told how many votes a question has. */
  hiddenVotes: z.boolean(),
  /** What puts one question before another: its votes, or those for how many could have given one. */
  order: z.enum(['votes', 'exposure']),
});

/** What the event's people set for all; everyone sees it. */
export const settingsSchema = options.extend({
  /** New questions are taken. Voting goes on when they are not. */
  qaOpen: z.boolean(),
  /** A question waits for a moderator before anyone else sees it. */
  premoderation: z.boolean(),
  /** What moderators have stopped for the moment. */
  stopped: incidentSchema,
  /** Podium and screen show nothing. */
  blank: z.boolean(),
  /** All of it is for practice, and is wiped when the event begins. */
  rehearsal: z.boolean(),
  /** What phones say while no questions are taken. */
  closedMessage: z.string().optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsActionSchemas = [
  z.strictObject({ type: z.literal('settings.qa'), open: z.boolean() }),
  z.strictObject({ type: z.literal('settings.premoderation'), on: z.boolean() }),
  /** Changes the settings that it names, and no others. */
  options.partial().extend({ type: z.literal('settings.set') }),
  /** What phones say while the Q&A is closed; without a text, what they say by themselves. */
  z.strictObject({
    type: z.literal('settings.closedMessage'),
    text: lineSchema(CLOSED_MESSAGE_MAX).optional(),
  }),
] as const;

export type SettingsAction = z.infer<(typeof settingsActionSchemas)[number]>;
export type Options = Omit<Extract<SettingsAction, { type: 'settings.set' }>, 'type'>;

export const FIRST_SETTINGS: Settings = {
  questionLength: QUESTION_LENGTH,
  qaOpen: true,
  premoderation: true,
  stopped: NOTHING_STOPPED,
  blank: false,
  rehearsal: false,
  qaByCue: false,
  askAhead: true,
  slowModeMs: 0,
  questionsPerPerson: 0,
  votesPerPerson: 0,
  downvotes: false,
  transparency: true,
  hiddenVotes: false,
  order: 'votes',
};

/** O(cues). */
export function reduceSettings(
  state: State,
  action: SettingsAction,
  turn: Turn,
): Reason | undefined {
  switch (action.type) {
    case 'settings.qa':
      state.settings.qaOpen = action.open;
      break;
    case 'settings.premoderation':
      state.settings.premoderation = action.on;
      break;
    case 'settings.closedMessage':
      state.settings.closedMessage = action.text;
      break;
    case 'settings.set':
      set(state, action, turn);
      break;
  }
  turn.changes.settings = true;
  return undefined;
}

/** O(cues), and O(questions log questions) for what shows in every question. */
function set(
  state: State,
  { type: _, ...named }: Extract<SettingsAction, { type: 'settings.set' }>,
  turn: Turn,
): void {
  const { qaByCue, askAhead, hiddenVotes, order } = state.settings;
  Object.assign(state.settings, named);
  if (state.settings.askAhead !== askAhead) followAskAhead(state, turn);
  if (state.settings.qaByCue && !qaByCue) followCue(state, turn);
  if (state.settings.order !== order) countAll(state, turn);
  if (state.settings.order !== order || state.settings.hiddenVotes !== hiddenVotes) {
    for (const { id } of state.questions.values()) turn.changes.questions.add(id);
    turn.changes.stage = true;
  }
}
