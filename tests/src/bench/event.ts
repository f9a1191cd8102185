import type { QuestionId } from '@rostrum/shared/domain/ids';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent, exchange, newBrowser, secretOf } from '../lib/browser.ts';
import { connect, type Client } from '../lib/client.ts';
import type { Context } from '../lib/harness.ts';
import { questionText } from './questions.ts';

/** Questions one desk adds: what the server lets one of the crew do at once. */
const EACH = 500;

/** An event of Rostrum's with `count` questions that take votes, and so many that wait; by hand, for a crowd's would have to wait. */
export async function openEvent(t: Context, url: string, count: number, pending = 0) {
  const event = await createEvent({ url });
  const moderator = await newBrowser(event);
  await exchange(moderator, event.code, secretOf(event, 'moderator'));
  const questions: QuestionId[] = [];
  for (let first = 1; first <= count + pending; first += EACH) {
    const desk = connect(t, moderator, event.code, 'desk');
    const last = Math.min(count + pending, first + EACH - 1);
    for (let number = first; number <= last; number += 1) {
      questions.push(await add(desk, number, number <= count));
    }
    desk.close();
  }
  return { code: event.code, questions: questions.slice(0, count), moderator: moderator.cookie };
}

async function add(desk: Client, number: number, approve: boolean): Promise<QuestionId> {
  const id = newId();
  const text = questionText(number);
  const asker = { mode: 'room' } as const;
  const action = { type: 'moderation.add', text, asker, channel: 'floor', approve } as const;
  const answer = await desk.act(action, id);
  if (!answer.ok) throw new Error(`the event cannot be set up: ${answer.reason}`);
  return id as string as QuestionId;
}
