import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { ActAnswer } from '@rostrum/shared/protocol/up';
import { NEW } from '@rostrum/server/rooms/intake';
import { createEvent, type LiveEvent } from '../lib/browser.ts';
import { connect, enter } from '../lib/client.ts';
import { until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

/** Questions each of them asks: as many as may wait. */
const EACH = 10;
/** Browsers that come at a time. */
const TOGETHER = 20;

/** So many browsers without a cookie ask all they may at once; judges who can go on. */
export async function attack(t: Context, browsers: number): Promise<void> {
  const first = await startServer(t);
  const { dataFolder, ana, event, question } = await begin(t, first);
  await first.app.stop();
  const server = await startServer(t, { dataFolder });
  const now = { ...event, url: server.url };
  const desk = await enter(t, now, 'desk', 'moderator');
  const back = connect(t, { url: server.url, cookie: ana }, event.code, 'phone');

  const startedAt = performance.now();
  const answers: ActAnswer[] = [];
  for (let count = 0; count < browsers; count += TOGETHER) {
    const scripts = Array.from({ length: TOGETHER }, () => script(t, now));
    answers.push(...(await Promise.all(scripts)).flat());
  }
  assert.ok((await back.ask('May I still?')).length > 0);
  assert.ok((await desk.act({ type: 'moderation.approve', question, revision: 1 })).ok);
  const id = await add(desk);
  const seconds = (performance.now() - startedAt) / 1_000;

  const taken = answers.filter(({ ok }) => ok).length;
  const told = answers.filter((answer) => !answer.ok && answer.reason === 'queued');
  assert.is(taken + told.length, browsers * EACH, 'none is refused for good');
  assert.ok(told.every((answer) => !answer.ok && (answer.retryMs ?? 0) > 0));
  assert.ok(taken >= NEW.atOnce);
  assert.ok(taken <= NEW.atOnce + Math.ceil(NEW.perSecond * seconds), `${taken} taken`);
  assert.is(desk.view.questions[id]?.state, 'approved');
}

async function begin(t: Context, server: Awaited<ReturnType<typeof startServer>>) {
  const event = await createEvent(server);
  const phone = await enter(t, event, 'phone');
  const desk = await enter(t, event, 'desk', 'moderator');
  const open = await phone.ask('Who decides?');
  assert.ok((await desk.act({ type: 'moderation.approve', question: open, revision: 1 })).ok);
  assert.ok((await phone.act({ type: 'question.upvote', question: open })).ok);
  const question = await phone.ask('Who pays for this?');
  desk.close();
  phone.close();
  return { dataFolder: server.folder, ana: phone.browser.cookie, event, question };
}

async function script(t: Context, event: LiveEvent): Promise<ActAnswer[]> {
  const phone = await enter(t, event, 'phone');
  const asker = { mode: 'remote' as const };
  const asks = Array.from({ length: EACH }, (_, index) =>
    phone.act({ type: 'question.ask', text: `Buy this now, ${index}!`, asker }),
  );
  const answers = await Promise.all(asks);
  phone.close();
  return answers;
}

/** A question of somebody without a phone, once the desk shows it. */
async function add(desk: Awaited<ReturnType<typeof enter>>): Promise<QuestionId> {
  const asker = { name: 'A delegate', mode: 'room' as const };
  const text = 'And from the floor?';
  const adding = { type: 'moderation.add', text, asker, channel: 'floor', approve: true } as const;
  const answer = await desk.act(adding);
  assert.ok(answer.ok);
  await until(() => desk.seq >= answer.seq, { what: 'the question on the desk' });
  const added = Object.entries(desk.view.questions).find(([, each]) => each.text === text);
  return added?.[0] as QuestionId;
}
