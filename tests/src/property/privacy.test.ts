import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Entry } from '@rostrum/shared/domain/actions';
import { noChanges } from '@rostrum/shared/domain/changes';
import { mineOf } from '@rostrum/shared/domain/mine';
import { byTurn } from '@rostrum/shared/domain/order';
import { patchFor } from '@rostrum/shared/domain/patch';
import { fold } from '@rostrum/shared/domain/reduce';
import type { Question, State } from '@rostrum/shared/domain/state';
import { view, type Audience } from '@rostrum/shared/domain/view';
import { scoreOf } from '@rostrum/shared/domain/union';
import { suite } from '../lib/harness.ts';
import { anyHistory, foldAll, logOf, singly } from '../lib/history.ts';
import { check } from '../lib/seed.ts';

const { test, run } = suite('privacy');
const RUNS = 300;
const STEPS = 200;

/** Texts that stand nowhere else, so that finding one says where it came from. */
const marker = fc.noShrink(fc.uuid());
const history = anyHistory(STEPS, marker);

/** Whatever the log holds that can be looked for: markers, ids, hashes. */
const TELLTALE = /^[0-9a-z-]{16,}$/;

function* telltales(value: unknown): Generator<string> {
  if (typeof value === 'string' && TELLTALE.test(value)) yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) yield* telltales(inner);
}

/** What of the log's texts and ids is found in what was sent, but for those allowed. */
function leaks(log: readonly Entry[], sent: unknown, allowed: unknown): string[] {
  const text = JSON.stringify(sent);
  const fine = new Set(telltales(allowed));
  return [...new Set(telltales(log))].filter((tell) => !fine.has(tell) && text.includes(tell));
}

const isPublic = ({ approved, state, hiddenAt }: Question) =>
  approved !== undefined &&
  ['approved', 'live', 'answered'].includes(state) &&
  (hiddenAt === undefined || state === 'live');

const shown = ({ id, approved, asker, labels }: Question) => [
  { id, text: approved?.text, asker },
  labels,
];

/** With what a moderator wrote to it, once it is answered. */
const told = (question: Question) => [
  shown(question),
  question.state === 'answered' ? question.answer : undefined,
];

/** What of the event an audience may see, said without the code that shows it. */
function allowedTo(audience: Audience, state: State): unknown {
  // Cues keep what stood in a column that is gone.
  const columns = state.programme.cues.map(({ custom = {} }) => Object.keys(custom));
  const notes = audience === 'show' ? [state.programme, columns] : [];
  const cues = state.programme.cues.map((cue) => [
    [cue.id, cue.number, cue.title, cue.publicNote, cue.group],
    cue.speakers.map(({ name, title, delegation }) => [name, title, delegation]),
  ]);
  const message = audience === 'public' ? undefined : state.message;
  const { closedMessage } = state.settings;
  const questions = questionsFor(audience, [...state.questions.values()]);
  const words = audience === 'desk' ? state.screening.words : [];
  const labels = audience === 'desk' || audience === 'public' ? state.labels : [];
  const timers = state.aux.map((timer) => timer?.label);
  return [state.info, closedMessage, cues, notes, timers, message, words, labels, questions];
}

function questionsFor(audience: Audience, questions: Question[]): unknown {
  const seen = questions.filter(isPublic);
  switch (audience) {
    case 'public':
      return seen.map(told);
    case 'desk':
      return questions.map(
        ({ id, text, asker, approved, original, dismissal, merged, ...question }) => [
          { id, text, asker },
          [approved, original, dismissal, merged],
          [question.answer, question.note, question.assigned, question.labels],
        ],
      );
    case 'podium':
    case 'show': {
      const waiting = seen
        .filter(({ state, hiddenAt }) => state === 'approved' && hiddenAt === undefined)
        .map((question) => ({ ...question, votes: scoreOf(question) }))
        .sort(byTurn);
      const near = waiting.slice(0, 2).map(({ id }) => id);
      const next = seen.filter(({ id }) => near.includes(id));
      return [...seen.filter(({ state }) => state === 'live'), ...next].map(shown);
    }
  }
}

/** Looks through the view and a patch of an audience, after any history. */
function never(audience: Audience): void {
  const property = fc.property(history, fc.nat(STEPS), (steps, cut) => {
    const log = singly(steps);
    const state = foldAll(log.slice(0, cut + 1));
    const from = state.seq;
    const changes = noChanges();
    const oncePublic = new Set<string>();
    const known = new Set<string>();
    for (const entry of log.slice(cut + 1)) {
      for (const question of state.questions.values()) {
        known.add(question.id);
        if (isPublic(question)) oncePublic.add(question.id);
      }
      fold(state, entry, changes);
    }
    const allowed = allowedTo(audience, state);
    assert.equal(leaks(log, view(state, audience), allowed), []);
    // That a question is gone may be said to those who saw it: to moderators, of any.
    const seen = audience === 'desk' ? [...known] : [...oncePublic];
    const patch = patchFor(state, audience, changes, from);
    assert.equal(leaks(log, patch, [allowed, ...seen]), []);
  });
  check(property, RUNS);
}

test('VIEW-1 the public sees approved questions and the programme, and nothing else of the log', () =>
  never('public'));
test('VIEW-2 the podium sees the question on stage, the next one and the programme, and nothing else of the log', () =>
  never('podium'));
test('VIEW-3 the show sees what the podium sees and the cue notes, and nothing else of the log', () =>
  never('show'));
test('VIEW-4 the desk sees every question as it now reads, and no participant, link or cue note', () =>
  never('desk'));

test('VIEW-5 a participant’s own part holds nothing of anyone else', () => {
  const property = fc.property(history, (steps) => {
    const log = logOf(steps);
    const state = foldAll(log);
    const all = [...state.questions.values()];
    for (const { logged } of steps) {
      if (!('by' in logged)) continue;
      const { participant } = logged.by;
      const own = all.filter((question) => question.author === participant);
      const allowed = [
        own.map(({ id, text, original, dismissal }) => [id, text, original, dismissal?.told]),
        own.filter(({ state }) => state === 'answered').map(({ answer }) => answer),
        all.map(({ id }) => id),
      ];
      assert.equal(leaks(log, mineOf(state, participant), allowed), []);
    }
  });
  check(property, RUNS / 3);
});

run();
