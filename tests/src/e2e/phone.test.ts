import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('phone');

/** An event with a moderator at work, and a phone that has joined it. */
async function join(t: Context) {
  const server = await startServer(t);
  const event = await createEvent(server);
  const desk = await enter(t, event, 'desk', 'moderator');
  const browser = await launchFor(t);
  const phone = await visit(browser, `${event.url}/${event.code}`);
  return { server, event, desk, browser, ...phone };
}

type Joined = Awaited<ReturnType<typeof join>>;

async function writeQuestion({ page }: Joined, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Ask a question' }).click();
  await page.getByLabel('Your question').fill(text);
}

async function sendQuestion({ page }: Joined): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Remote').click();
  await sheet.getByRole('button', { name: 'Ask', exact: true }).click();
}

/** Asks as somebody else and approves it. */
async function askApproved({ desk, event }: Joined, t: Context, text: string) {
  const other = await enter(t, event, 'phone');
  const question = await other.ask(text);
  await until(() => desk.view.questions[question]);
  await desk.act({ type: 'moderation.approve', question, revision: 1 });
  return { other, question };
}

test('FLOW-1 a code that is typed in any way opens the event, a wrong one stays to be mended', async (t) => {
  const { event, browser } = await join(t);
  const { page } = await visit(browser, event.url);
  await page.getByLabel('Event code').fill('zzz zzz');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('There is no event with this code.').waitFor();
  assert.is(await page.getByLabel('Event code').inputValue(), 'zzz zzz');
  const typed = event.code.toLowerCase();
  await page.getByLabel('Event code').fill(`${typed.slice(0, 3)}-${typed.slice(3)}`);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { level: 1, name: 'The test event' }).waitFor();
  assert.is(new URL(page.url()).pathname, `/${event.code}`);
});

test('FLOW-2 the first paint has the event in it, before any script ran', async (t) => {
  const joined = await join(t);
  await askApproved(joined, t, 'Who pays for the shelters?');
  const html = await (await fetch(`${joined.event.url}/${joined.event.code}`)).text();
  assert.match(html, 'Who pays for the shelters?');
  assert.match(html, 'Opening');
});

test('FLOW-3 a question is asked, waits, is approved, and its asker is told each step', async (t) => {
  const joined = await join(t);
  const { page, desk, complaints } = joined;
  await writeQuestion(joined, 'Who protects the witnesses?');
  await sendQuestion(joined);
  await page.getByText('Waiting for a moderator').waitFor();
  const [question] = await until(() => {
    const all = Object.values(desk.view.questions);
    return all.length > 0 && all;
  });
  assert.is(question?.asker.mode, 'remote');
  assert.is(question?.text, 'Who protects the witnesses?');
  if (!question) return;
  await desk.act({ type: 'moderation.approve', question: question.id, revision: 1 });
  await page.getByText('Approved, everyone sees it').waitFor();
  await desk.act({ type: 'moderation.stage', question: question.id });
  await page.getByRole('heading', { name: 'Being answered now' }).waitFor();
  assert.equal(complaints, []);
});

test('PAGE-12 the typing keeps its focus and its text whatever arrives, and a draft survives a reload', async (t) => {
  const joined = await join(t);
  const { page } = joined;
  await writeQuestion(joined, 'Half a ');
  await askApproved(joined, t, 'The first?');
  await page.getByText('The first?').waitFor();
  await askApproved(joined, t, 'Another one?');
  await page.locator('.waiting').waitFor({ state: 'attached' });
  await page.keyboard.type('thought');
  assert.is(await page.getByLabel('Your question').inputValue(), 'Half a thought');
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Ask a question' }).click();
  assert.is(await page.getByLabel('Your question').inputValue(), 'Half a thought');
});

test('PAGE-3 what is asked without a connection is kept, said to be kept, and arrives once', async (t) => {
  const joined = await join(t);
  const { page, context, desk } = joined;
  await context.setOffline(true);
  await page.getByText('Reconnecting').waitFor();
  await writeQuestion(joined, 'Is anybody there?');
  await sendQuestion(joined);
  await page.getByText('Kept on this phone, not sent yet').waitFor();
  await context.setOffline(false);
  await page.getByText('Waiting for a moderator').waitFor();
  assert.is(Object.keys(desk.view.questions).length, 1);
});

test('PAGE-5 a vote shows at once, is counted once, and is taken back', async (t) => {
  const joined = await join(t);
  const { page, desk } = joined;
  const { question } = await askApproved(joined, t, 'Who pays for the shelters?');
  await page.getByRole('button', { name: 'Upvote, 0 votes' }).click();
  await page.getByRole('button', { name: 'Upvote, 1 vote', pressed: true }).waitFor();
  await until(() => desk.view.questions[question]?.votes === 1);
  await page.getByRole('button', { name: 'Upvote, 1 vote' }).click();
  await page.getByRole('button', { name: 'Upvote, 0 votes', pressed: false }).waitFor();
  await until(() => desk.view.questions[question]?.votes === 0);
});

test('PAGE-9 the list stays under the thumb while votes turn it round', async (t) => {
  const joined = await join(t);
  const { page } = joined;
  await askApproved(joined, t, 'First?');
  await page.getByText('First?').waitFor();
  const { other, question } = await askApproved(joined, t, 'Second?');
  await page.getByRole('button', { name: '1 new question' }).click();
  const texts = () => page.locator('.questions li .text').allTextContents();
  assert.equal(await texts(), ['First?', 'Second?']);
  await other.act({ type: 'question.upvote', question });
  await page.getByRole('button', { name: '1 moved' }).waitFor();
  await page.getByRole('button', { name: 'Upvote, 1 vote' }).waitFor();
  assert.equal(await texts(), ['First?', 'Second?']);
  await askApproved(joined, t, 'Third?');
  await page.getByRole('status').getByText('1 new question').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: '1 new question · 1 moved' }).click();
  assert.equal(await texts(), ['Second?', 'First?', 'Third?']);
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('role'));
  assert.is(focused, 'tabpanel', 'the focus has a place when the button is gone');
});

test('LIST-2 whoever asks for the new order is taken to its top', async (t) => {
  const joined = await join(t);
  const { page, desk } = joined;
  const other = await enter(t, joined.event, 'phone');
  await desk.act({ type: 'settings.premoderation', on: false });
  await other.ask('The first?');
  // In a list that was empty nothing can jump: the first comes at once.
  await page.getByText('The first?').waitFor();
  for (let count = 0; count < 9; count += 1) await other.ask(`Question ${count}?`);
  await page.getByRole('button', { name: '9 new questions' }).click();
  await page.getByText('Question 8?').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 2_000);
  await page.waitForFunction(() => window.scrollY > 200);
  await (await enter(t, joined.event, 'phone')).ask('The last?');
  await page.getByRole('button', { name: '1 new question' }).click();
  await page.waitForFunction(() => {
    const first = document.querySelector('[role=tabpanel] li')?.getBoundingClientRect();
    return first !== undefined && first.top >= 0 && first.bottom <= window.innerHeight;
  });
});

test('LIST-1 the lists are tabs, moved through by arrow keys as they lie on the page', async (t) => {
  const joined = await join(t);
  const { question } = await askApproved(joined, t, 'Who pays?');
  await joined.desk.act({ type: 'moderation.answered', question });
  for (const language of ['en', 'ar'] as const) {
    const url = `${joined.event.url}/${joined.event.code}`;
    const { page } = await visit(joined.browser, url, { language });
    const chosen = () => page.locator('[role=tab][aria-selected=true]').getAttribute('id');
    const shown = () => page.getByRole('tabpanel').getAttribute('aria-labelledby');
    await page.locator('[role=tab][aria-selected=true]').focus();
    const [forward, back] =
      language === 'en' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
    await page.keyboard.press(back);
    assert.is(await chosen(), 'tab-answered', language);
    assert.is(await shown(), 'tab-answered');
    await page.getByText('Who pays?').waitFor();
    await page.keyboard.press(forward);
    assert.is(await chosen(), 'tab-top');
    await page.keyboard.press('End');
    assert.is(await chosen(), 'tab-answered');
  }
});

test('LIST-5 a search keeps its words and its finds when the list changes and the connection drops', async (t) => {
  const joined = await join(t);
  const { page, context } = joined;
  await askApproved(joined, t, 'Who pays for the shelters?');
  await page.getByText('Who pays for the shelters?').waitFor();
  await askApproved(joined, t, 'من يدفع تكاليف الملاجئ؟');
  await page.getByRole('button', { name: '1 new question' }).click();
  await page.getByRole('button', { name: 'Search the questions' }).click();
  await page.keyboard.type('shelters');
  const texts = () => page.locator('.questions li .text').allTextContents();
  assert.equal(await texts(), ['Who pays for the shelters?']);
  await askApproved(joined, t, 'Which shelters are open?');
  await page.getByRole('button', { name: '1 new question' }).waitFor();
  await context.setOffline(true);
  await page.getByText('Reconnecting').waitFor();
  const field = page.getByRole('searchbox');
  assert.is(await field.inputValue(), 'shelters');
  await field.fill('nothing like it');
  await page.getByText('No question here matches your search.').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  assert.is((await texts()).length, 3);
  await page.getByRole('button', { name: 'Search the questions' }).click();
  await page.getByLabel('Language of the questions').selectOption('ar');
  assert.equal(await texts(), ['من يدفع تكاليف الملاجئ؟']);
  await page.keyboard.press('Escape');
  assert.is((await texts()).length, 3);
});

test('PAGE-13 while the Q&A is closed the phone says so, and what was being written is kept', async (t) => {
  const joined = await join(t);
  const { page, desk } = joined;
  await writeQuestion(joined, 'Too late?');
  await desk.act({ type: 'settings.qa', open: false });
  await page.getByRole('alert').getByText('Questions are closed just now.').waitFor();
  assert.is(await page.getByLabel('Your question').inputValue(), 'Too late?');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Questions are closed. You can still upvote.').waitFor();
});

test('PAGE-13 a question that is too long is not cut, and says by how much', async (t) => {
  const joined = await join(t);
  const { page } = joined;
  await writeQuestion(joined, 'x'.repeat(512));
  await sendQuestion(joined);
  await page.getByText('Please shorten it by 12 characters. Nothing is cut off.').waitFor();
  await page.getByText('Characters left: −12').waitFor();
  assert.is((await page.getByLabel('Your question').inputValue()).length, 512);
  assert.is(await page.getByRole('dialog').isVisible(), true);
});

test('ASK-2 a family of emoji counts as one character on the page too', async (t) => {
  const joined = await join(t);
  await writeQuestion(joined, '👨‍👩‍👧‍👦'.repeat(500));
  await joined.page.getByText('Characters left: 0').waitFor();
  await sendQuestion(joined);
  await joined.page.getByText('Waiting for a moderator').waitFor();
});

test('PAGE-13 a question that was refused goes back into the sheet, and stays there', async (t) => {
  const joined = await join(t);
  const { page, context, desk } = joined;
  await context.setOffline(true);
  await page.getByText('Reconnecting').waitFor();
  await writeQuestion(joined, 'Too late?');
  await sendQuestion(joined);
  await desk.act({ type: 'settings.qa', open: false });
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Edit and ask again' }).click();
  await page.keyboard.press('Escape');
  await desk.act({ type: 'settings.qa', open: true });
  await page.getByRole('button', { name: 'Ask a question' }).click();
  assert.is(await page.getByLabel('Your question').inputValue(), 'Too late?');
});

test('ORDER-4 where the order looks at who could have voted, the phone says why a question is first', async (t) => {
  const joined = await join(t);
  const { page, desk } = joined;
  const { other, question } = await askApproved(joined, t, 'Who pays?');
  await other.act({ type: 'question.upvote', question });
  await page.getByText('Who pays?').waitFor();
  assert.is(await page.getByText('Why is this first?').count(), 0);
  await desk.act({ type: 'settings.set', order: 'exposure' });
  await page.getByText('Why is this first?').click();
  await page.getByText('1 of 1 who voted or reported since it appeared voted for it.').waitFor();
  await page.getByText('So at least 21% of everyone would').waitFor();
});

test('ORDER-5 where votes are hidden a phone shows none, and still takes them', async (t) => {
  const joined = await join(t);
  const { page, desk } = joined;
  const { question } = await askApproved(joined, t, 'Who pays?');
  await desk.act({ type: 'settings.set', hiddenVotes: true });
  await page.getByText('Who pays?').waitFor();
  assert.is(await page.getByRole('tab', { name: 'Top' }).count(), 0);
  await page.getByRole('button', { name: 'Upvote', exact: true }).click();
  await page.getByRole('button', { name: 'Upvote', exact: true, pressed: true }).waitFor();
  await until(() => desk.view.questions[question]?.votes === 1);
  await desk.act({ type: 'settings.set', hiddenVotes: false });
  await page.getByRole('button', { name: 'Upvote, 1 vote', pressed: true }).waitFor();
});

test('COUNT-1 the phone says how many questions came in and why some were set aside', async (t) => {
  const joined = await join(t);
  const { page, desk } = joined;
  const { question } = await askApproved(joined, t, 'Who pays?');
  await desk.act({ type: 'moderation.dismiss', question, reason: 'off_topic' });
  const counts = page.getByRole('region', { name: 'Questions so far' });
  await counts.getByText('Why questions were set aside').click();
  await counts.getByText('Off topic').waitFor();
  await desk.act({ type: 'settings.set', transparency: false });
  await counts.waitFor({ state: 'detached' });
});

test('ASK-3 a person asks by name, as a delegation or anonymously, and the choice is remembered', async (t) => {
  const joined = await join(t);
  const { page, desk } = joined;
  const askerOf = (text: string) =>
    until(() => Object.values(desk.view.questions).find((each) => each.text === text)?.asker);
  await writeQuestion(joined, 'By name?');
  await page.getByText('With my name').click();
  await sendQuestion(joined);
  await page.getByText('Write your name, or ask in another way.').waitFor();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Amina');
  await page.getByLabel('Country or organisation').fill('Ghana');
  await sendQuestion(joined);
  assert.equal(await askerOf('By name?'), {
    name: 'Amina',
    affiliation: 'Ghana',
    mode: 'remote',
  });
  await page.reload({ waitUntil: 'networkidle' });
  await writeQuestion(joined, 'As a delegation?');
  assert.is(await page.getByRole('textbox', { name: 'Your name' }).inputValue(), 'Amina');
  await page.getByText('As a delegation', { exact: true }).click();
  await sendQuestion(joined);
  assert.equal(await askerOf('As a delegation?'), { affiliation: 'Ghana', mode: 'remote' });
  await writeQuestion(joined, 'Anonymously?');
  await page.getByText('Anonymously', { exact: true }).click();
  await sendQuestion(joined);
  assert.equal(await askerOf('Anonymously?'), { mode: 'remote' });
});

test('ASK-4 a draft outlives a dropped connection and a closed tab', async (t) => {
  const joined = await join(t);
  const { page, context, event } = joined;
  await writeQuestion(joined, 'Half a ');
  await context.setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await page.getByLabel('Your question').press('End');
  await page.keyboard.type('thought');
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`${event.url}/${event.code}`, { waitUntil: 'networkidle' });
  await again.getByRole('button', { name: 'Ask a question' }).click();
  await until(
    async () => (await again.getByLabel('Your question').inputValue()) === 'Half a thought',
  );
});

run();
