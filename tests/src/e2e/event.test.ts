import * as assert from 'uvu/assert';
import { createEvent, newBrowser } from '../lib/browser.ts';
import { launchFor, linkOf, visit } from '../lib/chromium.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('event');

/** Everyone who makes an event, each in a browser of their own. */
async function everyone(t: Context) {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const desktop = { width: 1440, height: 900 };
  const [ana, ben, desk, show, podium] = await Promise.all([
    visit(browser, `${event.url}/${event.code}`),
    visit(browser, `${event.url}/${event.code}`, { language: 'ar', scheme: 'dark' }),
    visit(browser, linkOf(event, 'moderator'), desktop),
    visit(browser, linkOf(event, 'caller'), desktop),
    visit(browser, linkOf(event, 'chair'), { width: 1920, height: 1080 }),
  ]);
  return { event, browser, ana, ben, desk, show, podium };
}

test('FLOW-4 a question goes from a phone by way of the desk to the podium, and the next cue to everyone', async (t) => {
  const { ana, ben, desk, show, podium } = await everyone(t);
  const words = 'Who protects the witnesses?';

  await ana.page.getByRole('button', { name: 'Ask a question' }).click();
  await ana.page.getByLabel('Your question').fill(words);
  await ana.page.getByRole('dialog').getByText('Remote').click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
  await desk.page.getByText(words).waitFor();
  assert.is(await ben.page.getByText(words).count(), 0, 'nobody else sees what is pending');

  await desk.page.keyboard.press('j');
  await desk.page.keyboard.press('a');
  await ben.page.getByRole('button', { name: /^تصويت/ }).click();
  await ana.page.getByText('Approved, everyone sees it').waitFor();
  assert.is(await podium.page.getByRole('main').getByText('Being answered now').count(), 0);

  await desk.page.keyboard.press('ArrowRight');
  await desk.page.keyboard.press('s');
  await podium.page.getByRole('region', { name: 'Being answered now' }).getByText(words).waitFor();
  await ana.page.getByRole('heading', { name: 'Being answered now' }).waitFor();
  await ben.page.getByRole('heading', { name: 'تجري الإجابة عنه الآن' }).waitFor();

  await show.page.keyboard.press('Space');
  for (const { page } of [ana, ben, podium]) await page.getByText('Opening').first().waitFor();
  // A press right after the last one is taken for a slip of the finger, and does nothing.
  const onAir = podium.page.getByRole('heading', { level: 1, name: 'Panel' });
  await until(
    async () => {
      if (await onAir.isVisible()) return true;
      const next = show.page.getByRole('button', { name: /Next: Panel/ });
      if (await next.isVisible()) await next.click();
      return false;
    },
    { everyMs: 200, what: 'the next cue on the podium' },
  );
  await ana.page.getByRole('heading', { name: 'Panel' }).first().waitFor();
  await ben.page.getByRole('heading', { name: 'Panel' }).first().waitFor();

  for (const { complaints } of [ana, ben, desk, show, podium]) assert.equal(complaints, []);
});

test('FLOW-5 a crew page without its link shows nothing of the event', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  for (const surface of ['desk', 'show', 'podium']) {
    const { page } = await visit(browser, `${event.url}/${event.code}/${surface}`);
    await page.getByRole('heading', { name: 'This page needs its link' }).waitFor();
    assert.not.match(await page.content(), 'The test event');
  }
});

test('FLOW-6 a role link leaves no secret in the address, and opens its page again without it', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const { page } = await visit(browser, linkOf(event, 'moderator'), { width: 1440, height: 900 });
  await page.getByText('The test event').first().waitFor();
  assert.is(page.url(), `${event.url}/${event.code}/desk`);
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText('The test event').first().waitFor();
});

test('FLOW-6 a link that was cut short says what to do', async (t) => {
  const event = await createEvent(await startServer(t));
  const browser = await launchFor(t);
  const { page } = await visit(browser, linkOf(event, 'moderator').slice(0, -4));
  await page.getByRole('heading', { name: 'This page needs its link' }).waitFor();
});

test('FLOW-6 a link put into the address of the page that asks for it opens it', async (t) => {
  const event = await createEvent(await startServer(t));
  const { page } = await visit(await launchFor(t), `${event.url}/${event.code}/desk`);
  await page.getByRole('heading', { name: 'This page needs its link' }).waitFor();
  await page.goto(linkOf(event, 'moderator'));
  await page.getByText('The test event').first().waitFor();
  assert.is(page.url(), `${event.url}/${event.code}/desk`);
});

test('FLOW-7 an event is made on a page, and its links open its surfaces', async (t) => {
  const server = await startServer(t);
  const browser = await launchFor(t);
  const { page, complaints } = await visit(browser, `${server.url}/new`, {
    width: 1440,
    height: 900,
  });
  await page.getByLabel('Title', { exact: true }).fill('Annual meeting');
  await page.getByRole('button', { name: 'Add a cue' }).click();
  await page.getByLabel('Cue 5: title').fill('Farewell');
  await page.getByRole('button', { name: 'Create the event' }).click();
  await page.getByRole('heading', { name: 'Annual meeting' }).waitFor();
  const desk = await page.getByRole('link', { name: /Moderator/ }).getAttribute('href');
  const moderator = await visit(browser, desk ?? '', { width: 1440, height: 900 });
  await moderator.page.getByText('Annual meeting').first().waitFor();
  const code = /\/([A-Z0-9]{6})\/desk/.exec(desk ?? '')?.[1] ?? '';
  await newBrowser({ url: server.url, code: code as never });
  assert.equal(complaints, []);
});

run();
