import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  actionSchema,
  ENTRY_VERSION,
  type Action,
  type Entry,
  type LoggedAction,
} from '@rostrum/shared/domain/actions';
import { noChanges, type Changes } from '@rostrum/shared/domain/changes';
import { fold } from '@rostrum/shared/domain/reduce';
import { serialise } from '@rostrum/shared/domain/snapshot';
import { emptyState, type State } from '@rostrum/shared/domain/state';
import { createEntry, idOf, LINK_ROLES, linkOf, MINUTE, START_AT } from './event.ts';
import { fromSchema, type Taste } from './from-schema.ts';
import { jsonSchemaOf } from './json-schema.ts';

/** One action of a random history. */
interface Step {
  logged: LoggedAction;
  /** Since the step before. */
  waitMs: number;
  /** In the same entry as the step before. */
  joins: boolean;
}

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => idOf<string>(`${name}${index}`));

// Few of each, so that actions meet.
const QUESTIONS = numbered('ask', 4);
const PEOPLE = numbered('person', 3);
const CUES = [
  ...['opening', 'panel', 'closing'].map((name) => idOf<string>(name)),
  ...numbered('cue', 2),
];
const LINKS = [...LINK_ROLES.map((role) => linkOf<string>(role)), ...numbered('granted', 3)];

const LABELS = numbered('label', 3);
const COLUMNS = numbered('column', 2);
/** Ids that some of a history's actions have. */
const ACTS = numbered('act', 100);

/** The ids that a field of this name may hold; a field of a later action gets any of them. */
const IDS_OF: Record<string, string[]> = {
  question: QUESTIONS,
  into: QUESTIONS,
  cue: CUES,
  cues: CUES,
  from: CUES,
  link: LINKS,
  label: LABELS,
  act: ACTS,
  custom: COLUMNS,
  columns: COLUMNS,
  column: COLUMNS,
  before: COLUMNS,
};
const ANY_ID = [...QUESTIONS, ...CUES, ...LINKS, ...PEOPLE];

/** Texts of any script, none of them long. */
const someText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
);

function tasteWith(text: fc.Arbitrary<string>): Taste {
  return {
    id: (field) => fc.constantFrom(...(IDS_OF[field] ?? ANY_ID)),
    text,
    time: fc.integer({ min: START_AT, max: START_AT + 120 * MINUTE }),
  };
}

/** Plain words, for messages that are to be broken elsewhere. */
export const plainTaste = tasteWith(fc.constantFrom('Who pays?', 'من يدفع؟', '谁来付钱？'));

/** Without questions most actions have nothing to act on, and a room votes more than it does all else. What is rare would never be seen among so many. */
const WEIGHTS: Record<string, number> = {
  'question.ask': 8,
  'question.upvote': 16,
  'question.downvote': 8,
  'question.takeBack': 8,
  'settings.set': 6,
  'moderation.approve': 8,
  'moderation.restore': 16,
  'moderation.stage': 8,
  'moderation.merge': 14,
  'moderation.unmerge': 15,
  'question.withdraw': 4,
  'moderation.answered': 6,
  'moderation.dismiss': 14,
};

/** Any action that the schemas allow, in the form the parser leaves it. */
function anyAction(text = someText): fc.Arbitrary<Action> {
  const taste = tasteWith(text);
  const weighted = (jsonSchemaOf(actionSchema).oneOf ?? []).map((option) => {
    const type = String(option.properties?.['type']?.const);
    // Of what steers the programme there is much, and little depends on the rest.
    const otherwise = type.startsWith('programme.') ? 1 : 2;
    return { weight: WEIGHTS[type] ?? otherwise, arbitrary: fromSchema(option, taste) };
  });
  return fc
    .oneof(...weighted)
    .map((action) => actionSchema.safeParse(action))
    .filter((parsed) => parsed.success)
    .map((parsed) => parsed.data as Action);
}

const anyActor = fc
  .record({
    participant: fc.constantFrom(...PEOPLE),
    // The organiser may do everything: without many of theirs, most steps would be refused.
    link: fc.oneof(
      { weight: 8, arbitrary: fc.constant(linkOf<string>('organiser')) },
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.constantFrom(...LINKS) },
    ),
  })
  .map(({ participant, link }) => (link === undefined ? { participant } : { participant, link }));

const anyStep = (text: fc.Arbitrary<string>) =>
  fc.record({
    action: anyAction(text),
    by: anyActor,
    // An ask makes the question of its own id: one that others may have named before.
    asked: fc.constantFrom(...QUESTIONS),
    repeats: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.nat(9) },
    ),
    waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 * MINUTE })),
    joins: fc.boolean(),
  });

/** Up to `most` actions by organisers, crew and participants, some of them sent twice. */
export function anyHistory(most: number, text = someText): fc.Arbitrary<Step[]> {
  return fc.array(anyStep(text), { maxLength: most, size: 'max' }).map((steps) =>
    steps.map(({ action, by, asked, repeats, waitMs, joins }, index) => {
      const id = action.type === 'question.ask' ? asked : idOf<string>(`act${repeats ?? index}`);
      return { logged: { id, by, action } as LoggedAction, waitMs, joins };
    }),
  );
}

/** The log of a history, the creation first. `joinsAt` says which steps share an entry with the one before. */
export function logOf(
  history: readonly Step[],
  joinsAt = (step: Step, _index: number) => step.joins,
  sameTime = false,
): Entry[] {
  const log = [createEntry()];
  let at = START_AT;
  for (const [index, step] of history.entries()) {
    if (!sameTime) at += step.waitMs;
    const last = log.at(-1);
    if (last && last.seq > 1 && joinsAt(step, index)) last.actions.push(step.logged);
    else log.push({ v: ENTRY_VERSION, seq: log.length + 1, at, actions: [step.logged] });
  }
  return log;
}

/** A history as entries of one action each: for what must hold after every action. */
export function singly(history: readonly Step[]): Entry[] {
  return logOf(history, () => false);
}

export function foldAll(log: readonly Entry[], into = emptyState(), changes = noChanges()): State {
  for (const entry of log) fold(into, entry, changes);
  return into;
}

/** What the entries touched, and the state after them. */
export function foldNoting(log: readonly Entry[], into: State): Changes {
  const changes = noChanges();
  foldAll(log, into, changes);
  return changes;
}

export function hashOf(state: State): string {
  return createHash('sha256').update(serialise(state)).digest('hex');
}

/** The state as text without what every entry changes, whatever became of its actions. */
export function substanceOf(state: State): string {
  const {
    seq: _seq,
    at: _at,
    remembered: _,
    rememberedCrew: _crew,
    ...substance
  } = JSON.parse(serialise(state)) as Record<string, unknown>;
  return JSON.stringify(substance);
}
