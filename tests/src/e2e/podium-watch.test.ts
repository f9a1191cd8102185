import * as assert from 'uvu/assert';
import { actionTypes } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Page } from 'playwright-core';
import { mutated } from '../faults/cases/mutate.ts';
import { Speaker } from '../faults/cases/speaker.ts';
import { Mix } from '../faults/crowd/mix.ts';
import { createEvent, newBrowser } from '../lib/browser.ts';
import { Chance } from '../lib/chance.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { idOf } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';
import { seed } from '../lib/seed.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('podium-watch');
/** Well-formed actions of each type; each is sent twice more with something wrong in it. */
const PER_TYPE = 8;
const SCREEN = { width: 1920, height: 1080 };

test('STAGE-6 nothing an attendee sends changes the podium', async (t) => {
  const event = await createEvent(await startServer(t));
  const desk = await enter(t, event, 'desk', 'organiser');
  const phone = await enter(t, event, 'phone');
  const approved: QuestionId[] = [];
  for (const text of ['Who pays?', 'When does it begin?', 'What if it fails?', 'Who decides?']) {
    const question = await phone.ask(text);
    assert.ok((await desk.act({ type: 'moderation.approve', question, revision: 1 })).ok);
    approved.push(question);
  }
  const [live, second, third] = approved as [QuestionId, QuestionId, QuestionId];
  for (const question of [second, third]) await desk.act({ type: 'moderation.deck', question });
  await desk.act({ type: 'moderation.stage', question: live });
  const unseen = await phone.ask('Nobody has approved this one');

  const { page, complaints } = await visit(await launchFor(t), linkOf(event, 'chair'), SCREEN);
  await page.getByText('Who pays?').waitFor();
  await watch(page);

  const things = { questions: [...approved, unseen], open: approved, cues: [], links: [] };
  const chance = new Chance(seed);
  const mix = new Mix(chance, () => things);
  const good = actionTypes.flatMap((type) => Array.from({ length: PER_TYPE }, () => mix.of(type)));
  const messages = good.map((action, index) => ({ id: idOf(`watched${index}`), action }));
  const wrong = [...messages, ...messages].map((message) => mutated(chance, message));
  const attendee = await newBrowser(event);
  const speaker = new Speaker(t, event, attendee.cookie, 'phone');
  const answers = await speaker.sendAll('act', [...messages, ...wrong]);
  const isTaken = (answer: unknown) => (answer as { ok?: boolean } | undefined)?.ok === true;
  assert.ok(answers.some(isTaken), 'an attendee may vote and ask: some of it is taken');
  await speaker.sendAll('sync', [{}, { place: { seq: 1, mark: 'ab' } }, null]);
  await speaker.sendAll('here', [{ mode: 'remote' }, { mode: 'hall' }]);

  // All of it is on the podium by then: patches come in the log's order.
  await desk.act({ type: 'moderation.stage', question: second });
  await page.locator('main').getByText('When does it begin?').waitFor();
  const shown = await seen(page);
  assert.is(shown.length, 2, `seed ${seed}: ${JSON.stringify(shown, undefined, 1)}`);
  assert.equal(complaints, []);
});

/** Notes every state of the podium's text from now on; votes and other digits aside, for its clock runs. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const podium = document.querySelector<HTMLElement>('.podium');
    const states = new Set<string>();
    const note = () =>
      states.add(
        (podium?.innerText ?? '')
          .replaceAll(/\d+ votes?|[\d:\u2212]+/g, '')
          .replaceAll(/\s+/g, ' '),
      );
    note();
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    Object.assign(globalThis, { podiumStates: states });
  });
}

function seen(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...(globalThis as never as { podiumStates: Set<string> }).podiumStates,
  ]);
}

run();
