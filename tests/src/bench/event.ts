import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { ActAnswer } from '@rostrum/shared/protocol/up';
import { createEvent, exchange, newBrowser, secretOf, type LiveEvent } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import type { Context } from '../lib/harness.ts';
import { questionText } from './questions.ts';

/** Questions one asker asks: what the server lets one participant and one socket do at once. */
const EACH = 30;

/** An event of Rostrum's with `count` questions that take votes, made as people make it. */
export async function openEvent(t: Context, url: string, count: number) {
  const event = await createEvent({ url });
  const moderator = await newBrowser(event);
  await exchange(moderator, event.code, secretOf(event, 'moderator'));
  const desk = connect(t, moderator, event.code, 'desk');
  mustBeAccepted(await desk.act({ type: 'settings.premoderation', on: false }));
  desk.close();
  const questions: QuestionId[] = [];
  while (questions.length < count) {
    const asked = await ask(
      t,
      event,
      questions.length + 1,
      Math.min(EACH, count - questions.length),
    );
    questions.push(...asked);
  }
  return { code: event.code, questions, moderator: moderator.cookie };
}

async function ask(t: Context, event: LiveEvent, first: number, count: number) {
  const asker = await enter(t, event, 'phone');
  const questions: QuestionId[] = [];
  for (let number = first; number < first + count; number += 1) {
    questions.push(await asker.ask(questionText(number)));
  }
  asker.close();
  return questions;
}

function mustBeAccepted(answer: ActAnswer): void {
  if (!answer.ok) throw new Error(`the event cannot be set up: ${answer.reason}`);
}
