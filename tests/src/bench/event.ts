import type { Code, QuestionId } from '@rostrum/shared/domain/ids';
import type { ActAnswer } from '@rostrum/shared/protocol/up';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent, exchange, newBrowser, secretOf } from '../lib/browser.ts';
import { Phone } from './phone.ts';

/** An event that people may vote in. */
export interface OpenEvent {
  readonly url: string;
  readonly code: Code;
  readonly questions: readonly QuestionId[];
}

/** Makes an event over the API, and asks and approves `count` questions as its moderator. */
export async function openEvent(url: string, count: number): Promise<OpenEvent> {
  const event = await createEvent({ url });
  const { code } = event;
  const moderator = await newBrowser(event);
  const exchanged = await exchange(moderator, code, secretOf(event, 'moderator'));
  if (!exchanged.ok) throw new Error(`the moderator's link was refused: ${exchanged.status}`);
  const desk = await Phone.open({ url, code, cookie: moderator.cookie, surface: 'desk' });
  const questions: QuestionId[] = [];
  for (let number = 1; number <= count; number += 1) questions.push(await ask(desk, number));
  desk.close();
  return { url, code, questions };
}

async function ask(desk: Phone, number: number): Promise<QuestionId> {
  const id = newId();
  const question = id as string as QuestionId;
  const text = `How will the protocol reach those whom nobody counts? (${number})`;
  mustBeAccepted(await desk.act(id, { type: 'question.ask', text, asker: { mode: 'room' } }));
  mustBeAccepted(await desk.act(newId(), { type: 'moderation.approve', question, revision: 1 }));
  return question;
}

function mustBeAccepted(answer: ActAnswer): void {
  if (!answer.ok) throw new Error(`the event cannot be set up: ${answer.reason}`);
}
