import type { QuestionId } from '@rostrum/shared/domain/ids';
import { newId } from '@rostrum/server/identity/secrets';
import { setTimeout } from 'node:timers/promises';
import { cookieOf } from '../../lib/browser.ts';
import type { OpenEvent } from '../event.ts';
import { Phone } from '../phone.ts';
import { Observer } from './observer.ts';

/** Cookies and connections under way at a time: a hall that streams in, not a wall. */
const AT_ONCE = 25;

/** One vote, from intent to answer; times are of this process's clock. */
export interface Vote {
  /** The index of the phone that sends it. */
  readonly who: number;
  readonly question: QuestionId;
  readonly dueAt: number;
  sentAt: number;
  ackedAt?: number;
  /** Of its acceptance. */
  seq?: number;
  /** Why it was not accepted. */
  trouble?: string;
}

export interface Crowd {
  readonly phones: readonly Phone[];
  readonly observers: readonly Observer[];
}

/** A session of its own for each of them. */
export function cookiesFor({ url, code }: OpenEvent, count: number): Promise<string[]> {
  return mapSome(count, async () => {
    const response = await fetch(`${url}/api/events/${code}`);
    // Read to its end, or its connection stays open and is counted as the server's memory.
    await response.text();
    return cookieOf(response);
  });
}

/** Opens a phone for each cookie; the first `observing` of them are observed. */
export async function openCrowd(
  { url, code }: OpenEvent,
  cookies: readonly string[],
  observing: number,
): Promise<Crowd> {
  const observers = cookies.slice(0, observing).map(() => new Observer());
  const phones = await mapSome(cookies.length, (index) => {
    const observer = observers[index];
    const hear = observer && ((text: string) => observer.hear(text, performance.now()));
    return Phone.open({ url, code, cookie: cookies[index] ?? '', ...(hear && { hear }) });
  });
  return { phones, observers };
}

/**
 * Sends a vote at each due time, in milliseconds from now, whatever became of
 * those before: each of the crowd in turn, and each time for another question.
 * Resolves when the last one is sent.
 */
export async function voteAt(
  due: readonly number[],
  { phones }: Crowd,
  questions: readonly QuestionId[],
): Promise<Vote[]> {
  const startedAt = performance.now();
  const votes: Vote[] = [];
  for (const [number, dueMs] of due.entries()) {
    const dueAt = startedAt + dueMs;
    const aheadMs = dueAt - performance.now();
    if (aheadMs > 0) await setTimeout(aheadMs);
    const who = number % phones.length;
    const round = Math.floor(number / phones.length);
    const question = questions[(who + round) % questions.length] as QuestionId;
    const vote: Vote = { who, question, dueAt, sentAt: performance.now() };
    votes.push(vote);
    send(phones[who] as Phone, vote);
  }
  return votes;
}

/** Sends the vote, and notes the answer in it when there is one. */
function send(phone: Phone, vote: Vote): void {
  const { question } = vote;
  phone.act(newId(), { type: 'question.upvote', question }).then(
    (answer) => {
      vote.ackedAt = performance.now();
      if (answer.ok) vote.seq = answer.seq;
      else vote.trouble = answer.reason;
    },
    (error: Error) => (vote.trouble = error.message),
  );
}

/** `make` for each index from 0, {@link AT_ONCE} at a time. */
async function mapSome<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      made[index] = await make(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return made;
}
