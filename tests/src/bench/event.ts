import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { ActAnswer } from '@rostrum/shared/protocol/up';
import { createEvent, exchange, newBrowser, secretOf, type LiveEvent } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import type { Context } from '../lib/harness.ts';
import { questionText } from './questions.ts';

/** Questions one asker asks: what the server lets one participant and one socket do at once. */
const EACH = 30;
/** Questions that wait, of one asker. */
const PENDING_EACH = 10;

/** An event of Rostrum's with `count` questions that take votes, made as people make it, and so many that wait. */
export async function openEvent(t: Context, url: string, count: number, pending = 0) {
  const event = await createEvent({ url });
  const moderator = await newBrowser(event);
  await exchange(moderator, event.code, secretOf(event, 'moderator'));
  const desk = connect(t, moderator, event.code, 'desk');
  mustBeAccepted(await desk.act({ type: 'settings.premoderation', on: false }));
  const questions = await askAll(t, event, 1, count, EACH);
  if (pending > 0) {
    mustBeAccepted(await desk.act({ type: 'settings.premoderation', on: true }));
    await askAll(t, event, count + 1, pending, PENDING_EACH);
  }
  desk.close();
  return { code: event.code, questions, moderator: moderator.cookie };
}

/** Asks so many questions, numbered from `first`, so many an asker. */
async function askAll(t: Context, event: LiveEvent, first: number, count: number, each: number) {
  const questions: QuestionId[] = [];
  while (questions.length < count) {
    const next = first + questions.length;
    questions.push(...(await ask(t, event, next, Math.min(each, count - questions.length))));
  }
  return questions;
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
