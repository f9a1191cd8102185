import { ENTRY_VERSION, type EntryBody, type LoggedAction } from '@rostrum/shared/domain/actions';
import { encodeBody } from '@rostrum/shared/domain/body';
import type { ActionId, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { idFromBytes } from '@rostrum/shared/domain/new-id';
import { idOf, linkOf, testCreate } from '../lib/event.ts';
import { Chance } from '../lib/chance.ts';
import { SEED } from './seed.ts';

/** What a log of votes holds. */
export interface VotesLog {
  readonly people: number;
  readonly questions: number;
  /** Each person's, for different questions. */
  readonly votesEach: number;
  /** Votes an entry. */
  readonly batch: number;
}

/**
 * The bodies of a log as it is stored: an entry that creates the event and asks
 * the questions, then everyone's first vote in any order, everyone's second and
 * so on, with ids as clients make them. The same every time.
 */
export function votesLog({ people, questions, votesEach, batch }: VotesLog): string[] {
  const chance = new Chance(SEED);
  const newId = () => idFromBytes(Uint8Array.from({ length: 24 }, () => chance.below(256)));
  const asked = Array.from({ length: questions }, () => newId() as QuestionId);
  const voters = Array.from({ length: people }, () => ({
    participant: newId() as ParticipantId,
    // Where each begins: some questions are common first choices, as in any hall.
    first: Math.floor(questions * chance.next() * chance.next()),
  }));
  const bodies = [bodyOf(opening(asked))];
  let waiting: LoggedAction[] = [];
  for (let round = 0; round < votesEach; round += 1) {
    for (const { participant, first } of chance.shuffle(voters)) {
      const question = asked[(first + round) % questions] as QuestionId;
      const action = { type: 'question.upvote', question } as const;
      waiting.push({ id: newId() as ActionId, by: { participant }, action });
      if (waiting.length < batch) continue;
      bodies.push(bodyOf(waiting));
      waiting = [];
    }
  }
  return waiting.length > 0 ? [...bodies, bodyOf(waiting)] : bodies;
}

function bodyOf(actions: EntryBody['actions']): string {
  return encodeBody({ v: ENTRY_VERSION, actions });
}

function opening(questions: readonly QuestionId[]): LoggedAction[] {
  const by = { participant: idOf<ParticipantId>('organiser'), link: linkOf<never>('organiser') };
  return [
    { id: idOf('create'), action: testCreate },
    { id: idOf('open'), by, action: { type: 'settings.premoderation', on: false } },
    ...questions.map((question, index) => ({
      id: question as string as ActionId,
      by: { participant: idOf<ParticipantId>(`asker${index}`) },
      action: {
        type: 'question.ask' as const,
        text: `How will the protocol reach those whom nobody counts? (${index})`,
        asker: { mode: 'room' as const },
      },
    })),
  ];
}
