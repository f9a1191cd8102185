import type { z } from 'zod';
import { actionSchema, ENTRY_VERSION, type Entry } from '@rostrum/shared/domain/actions';
import { noChanges, type Changes } from '@rostrum/shared/domain/changes';
import { createSchema } from '@rostrum/shared/domain/event';
import type { ActionId, CueId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Programme } from '@rostrum/shared/domain/programme';
import type { Outcome, Reason } from '@rostrum/shared/domain/reasons';
import { fold } from '@rostrum/shared/domain/reduce';
import { emptyState, type Question, type State } from '@rostrum/shared/domain/state';
import type { Actor } from '@rostrum/shared/domain/turn';

export const MINUTE = 60_000;
/** When the test event is created and planned to start. */
export const START_AT = Date.UTC(2026, 4, 12, 13);
const LINK_LIFE_MS = 24 * 60 * MINUTE;
/** What passes on the log's clock from one action to the next, unless a test says. */
const STEP_MS = 1_000;

export const LINK_ROLES = ['organiser', 'moderator', 'caller', 'chair', 'display'] as const;

export type ActionInput = z.input<typeof actionSchema>;

/** An id a person can read in a failure: the same one for the same name. */
export function idOf<Id extends string>(name: string): Id {
  return name.padEnd(16, 'x') as Id;
}

/** The id of the role link that `who` acts by, if there is one. */
export function linkOf<Id extends string>(who: string): Id {
  return idOf(`link${who}`);
}

export const hash = 'ab'.repeat(32);

export const testCreate = createSchema.parse({
  type: 'event.create',
  info: { title: 'The test event', code: 'ABC234', timeZone: 'America/New_York' },
  programme: {
    startAt: START_AT,
    cues: [
      {
        id: idOf('opening'),
        title: 'Opening',
        kind: 'opening',
        speakers: [{ name: 'The President' }],
        durationMs: 10 * MINUTE,
        notes: 'Lights down first',
      },
      {
        id: idOf('panel'),
        title: 'Panel',
        kind: 'panel',
        speakers: [{ name: 'A minister' }, { name: 'An expert' }],
        durationMs: 30 * MINUTE,
      },
      {
        id: idOf('closing'),
        title: 'Closing',
        kind: 'closing',
        speakers: [],
        durationMs: 5 * MINUTE,
      },
    ],
  },
  links: LINK_ROLES.map((role) => ({
    id: linkOf(role),
    role,
    hash,
    expiresAt: START_AT + LINK_LIFE_MS,
  })),
});

export function createEntry(at = START_AT): Entry {
  const actions: Entry['actions'] = [{ id: idOf('create'), action: testCreate }];
  return { v: ENTRY_VERSION, seq: 1, at, actions };
}

/** A new event: three cues, nothing asked, a link for each of {@link LINK_ROLES}. */
export function newEvent(): State {
  const state = emptyState();
  fold(state, createEntry(), noChanges());
  return state;
}

/** `organiser`, `moderator` … act by their role links; everyone else is a participant. */
export function actorOf(state: State, who: string): Actor {
  const link = state.links.get(linkOf(who));
  return { participant: idOf(who), ...(link ? { link: link.id } : {}) };
}

interface ActOptions {
  id?: ActionId;
  at?: number;
  changes?: Changes;
  /** The version of the entry, unless it is today's. */
  v?: number;
}

/** Folds one action as an entry of its own, a second after the one before. */
export function act(
  state: State,
  who: string,
  action: ActionInput,
  options: ActOptions = {},
): Outcome {
  const seq = state.seq + 1;
  const logged = {
    id: options.id ?? idOf<ActionId>(`act${seq}`),
    by: actorOf(state, who),
    action: actionSchema.parse(action),
  };
  const at = options.at ?? state.at + STEP_MS;
  const entry: Entry = { v: options.v ?? ENTRY_VERSION, seq, at, actions: [logged] };
  const [outcome] = fold(state, entry, options.changes ?? noChanges());
  if (!outcome) throw new Error('an action without an outcome');
  return outcome;
}

/** Why the action was refused, or `undefined` when it was accepted. */
export function refusal(outcome: Outcome): Reason | undefined {
  return outcome.ok ? undefined : outcome.reason;
}

/** Asks, and gives the question's id whatever became of it. */
export function ask(state: State, who = 'ana', text = 'Who pays for this?'): QuestionId {
  const id = idOf<QuestionId & ActionId>(`ask${state.seq + 1}`);
  act(state, who, { type: 'question.ask', text, asker: { mode: 'room' } }, { id });
  return id;
}

/** Asks and approves. */
export function askApproved(state: State, who = 'ana', text = 'Who pays for this?'): QuestionId {
  const question = ask(state, who, text);
  act(state, 'moderator', { type: 'moderation.approve', question, revision: 1 });
  return question;
}

/** Asks, approves and puts on stage. */
export function askLive(state: State, who = 'ana'): QuestionId {
  const question = askApproved(state, who);
  act(state, 'moderator', { type: 'moderation.stage', question });
  return question;
}

export function questionOf(state: State, id: QuestionId): Question {
  const question = state.questions.get(id);
  if (!question) throw new Error(`no question ${id}`);
  return question;
}

/** A programme that is large to send: about 1.2 KB a cue. */
export function largeProgramme(name: string, cues = 200): Programme {
  return {
    ...testCreate.programme,
    cues: Array.from({ length: cues }, (_, index) => ({
      id: `${name}${index}`.padEnd(16, 'x') as CueId,
      title: `${name} ${'t'.repeat(180)}`,
      kind: 'panel',
      speakers: Array.from({ length: 12 }, (__, speaker) => ({
        name: `${speaker}`.padEnd(80, 's'),
      })),
      durationMs: 60_000,
    })),
  };
}
