import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { enter } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('sorting');
const LAPTOP = { width: 1440, height: 900 };

/** A desk and a phone in a browser, a colleague's desk and an asker without. */
async function start(t: Context) {
  const event = await createEvent(await startServer(t));
  const colleague = await enter(t, event, 'desk', 'organiser');
  const asker = await enter(t, event, 'phone');
  const browser = await launchFor(t);
  return { event, colleague, asker, browser };
}

test('LABEL-4 a label is made, put on by its digit and looked through on phone and desk, as are the reported', async (t) => {
  const { event, colleague, asker, browser } = await start(t);
  await colleague.act({ type: 'settings.premoderation', on: false });
  const [reported] = [await asker.ask('Who pays?'), await asker.ask('When does it begin?')];
  const desk = await visit(browser, linkOf(event, 'moderator'), LAPTOP);
  const phone = await visit(browser, `${event.url}/${event.code}`);

  await desk.page.keyboard.press('o');
  await desk.page.getByPlaceholder('New label').fill('Funding');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByLabel('Name of Funding').waitFor();
  await desk.page.keyboard.press('Escape');
  await desk.page.locator('#lane-approved [data-card]', { hasText: 'Who pays?' }).click();
  await desk.page.keyboard.press('Shift+L');
  await desk.page.keyboard.press('1');
  await until(() => colleague.view.questions[reported]?.labels?.length === 1);
  await desk.page.keyboard.press('Escape');

  const lane = desk.page.locator('#lane-approved [data-card]');
  await desk.page.getByLabel('Label', { exact: true }).selectOption('Funding');
  assert.equal(await lane.allTextContents(), ['Who pays?']);
  await desk.page.keyboard.press('Escape');
  await desk.page.getByRole('button', { name: 'Show all' }).click();
  await (await enter(t, event, 'phone')).act({ type: 'question.report', question: reported });
  await desk.page.getByRole('button', { name: 'Reported 1' }).click();
  assert.equal(await lane.allTextContents(), ['Who pays?']);

  await phone.page.getByRole('button', { name: 'Search the questions' }).click();
  await phone.page.getByLabel('Label', { exact: true }).selectOption('Funding');
  await phone.page.getByText('When does it begin?').waitFor({ state: 'hidden' });
  await phone.page.getByText('Who pays?').waitFor();
  assert.equal([...desk.complaints, ...phone.complaints], []);
});

test('NOTE-3 who saves after a colleague sees both texts; the written answer reaches the phone', async (t) => {
  const { event, colleague, asker, browser } = await start(t);
  const question = await asker.ask('Who pays?');
  await colleague.act({ type: 'moderation.approve', question, revision: 1 });
  const desk = await visit(browser, linkOf(event, 'moderator'), LAPTOP);
  const phone = await visit(browser, `${event.url}/${event.code}`);
  await desk.page.locator('#lane-approved [data-card]').click();
  await desk.page.keyboard.press('Shift+W');
  const dialog = desk.page.getByRole('dialog', { name: 'Answer in writing' });
  await dialog.getByRole('textbox').fill('The fund does.');
  await colleague.act({ type: 'moderation.answer', question, text: 'Ask the fund.' });
  await dialog.getByText('Ask the fund.').waitFor();
  assert.is(await dialog.getByRole('textbox').inputValue(), 'The fund does.');
  await dialog.getByRole('button', { name: 'Save and mark as answered' }).click();
  await phone.page.getByRole('tab', { name: /^Answered/ }).click();
  await phone.page.getByText('The fund does.').waitFor();
  await until(() => asker.mine?.questions[0]?.answer === 'The fund does.');
  assert.equal([...desk.complaints, ...phone.complaints], []);
});

test('ARCHIVE-3 what is left at the end is archived by one act and comes back by one undo', async (t) => {
  const { event, colleague, asker, browser } = await start(t);
  for (const text of ['Who pays?', 'When does it begin?', 'Who decides?']) await asker.ask(text);
  const desk = await visit(browser, linkOf(event, 'moderator'), LAPTOP);
  const states = () => Object.values(colleague.view.questions).map(({ state }) => state);
  await desk.page.getByText('Who decides?').waitFor();
  await desk.page.keyboard.press('Shift+Q');
  const sure = desk.page.getByRole('dialog', { name: 'Archive 3 questions?' });
  await sure.getByRole('button', { name: 'Archive all that is left' }).click();
  await until(() => states().every((state) => state === 'archived'));
  await desk.page.getByRole('button', { name: /^Archived/ }).click();
  await desk.page.locator('#lane-archived').getByText('Who decides?').waitFor();
  await desk.page.keyboard.press('Control+z');
  await until(() => states().every((state) => state === 'pending'));
  await desk.page.locator('#lane-pending').getByText('Who decides?').waitFor();
  assert.equal(desk.complaints, []);
});

test('MOD-15 with another reason the desk asks for its words, and the author reads them', async (t) => {
  const { event, colleague, browser } = await start(t);
  const phone = await visit(browser, `${event.url}/${event.code}`);
  await phone.page.getByRole('button', { name: 'Ask a question' }).click();
  await phone.page.getByLabel('Your question').fill('Who pays?');
  await phone.page.getByRole('dialog').getByLabel('Remote').check();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
  const desk = await visit(browser, linkOf(event, 'moderator'), LAPTOP);
  await desk.page.locator('#lane-pending [data-card]').click();
  await desk.page.keyboard.press('x');
  await desk.page.keyboard.press('9');
  await desk.page.keyboard.type('The minister has left');
  await desk.page.keyboard.press('Enter');
  await phone.page.getByText('The minister has left').waitFor();
  assert.is(Object.values(colleague.view.questions)[0]?.dismissal?.reason, 'other');
  assert.equal([...desk.complaints, ...phone.complaints], []);
});

run();
