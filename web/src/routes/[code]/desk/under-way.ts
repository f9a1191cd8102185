import type { LabelId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Screening } from '@rostrum/shared/domain/screening';
import type { Settings } from '@rostrum/shared/domain/settings';
import type { DeskQuestion } from '@rostrum/shared/domain/view';
import type { Item } from '#lib/live/outbox.ts';

/** Questions that something on its way is about. */
export function busyQuestions(items: readonly Item[]): ReadonlySet<QuestionId> {
  return new Set(
    items.flatMap(({ action, state }) =>
      state !== 'refused' && 'question' in action ? [action.question] : [],
    ),
  );
}

/** The question on stage once what is on its way has arrived. */
export function liveAfter(
  live: QuestionId | undefined,
  items: readonly Item[],
): QuestionId | undefined {
  let after = live;
  for (const { action, state } of items) {
    if (state === 'refused') continue;
    if (action.type === 'moderation.stage') after = action.question;
    const leaves = action.type === 'moderation.answered' || action.type === 'moderation.restore';
    if (leaves && action.question === after) after = undefined;
  }
  return after;
}

/** The settings once what is on its way has arrived: a switch turns when it is pressed. */
export function settingsAfter(settings: Settings, items: readonly Item[]): Settings {
  const after = { ...settings };
  for (const { action, state } of items) {
    if (state === 'refused') continue;
    if (action.type === 'settings.qa') after.qaOpen = action.open;
    if (action.type === 'settings.premoderation') after.premoderation = action.on;
    if (action.type === 'stage.blank') after.blank = action.on;
    if (action.type === 'settings.closedMessage') after.closedMessage = action.text;
    if (action.type === 'settings.incident') {
      after.stopped = Object.assign({ ...after.stopped }, action.stopped);
    }
    if (action.type === 'settings.set') {
      const { type: _, ...named } = action;
      Object.assign(after, named);
    }
  }
  return after;
}

/** The labels of a question once what is on its way has arrived. */
export function labelsAfter(
  { id, labels = [] }: Pick<DeskQuestion, 'id' | 'labels'>,
  items: readonly Item[],
): readonly LabelId[] {
  let after: readonly LabelId[] = labels;
  for (const { action, state } of items) {
    if (state === 'refused' || action.type !== 'moderation.label' || action.question !== id) {
      continue;
    }
    const { label, on } = action;
    after = [...after.filter((each) => each !== label), ...(on ? [label] : [])];
  }
  return after;
}

/** As {@link settingsAfter}, of what helps moderators. */
export function screeningAfter(screening: Screening, items: readonly Item[]): Screening {
  const after = { ...screening };
  for (const { action, state } of items) {
    if (state === 'refused') continue;
    if (action.type === 'settings.words') {
      after.words = { ...after.words, [action.language]: action.words };
    }
    if (action.type === 'settings.screen') {
      const { type: _, ...named } = action;
      Object.assign(after, named);
    }
  }
  return after;
}
