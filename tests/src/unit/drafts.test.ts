import * as assert from 'uvu/assert';
import { Drafts } from '../../../web/src/lib/live/drafts.ts';
import { suite } from '../lib/harness.ts';
import { newBrowser } from '../lib/kept-texts.ts';

const { test, run } = suite('drafts');

/** Tabs of one browser, of which these are open. */
function tabs(open: string[]) {
  const browser = newBrowser();
  const tab = (id: string) =>
    new Drafts(browser.tab(), {
      id,
      others: () => Promise.resolve(new Set(open.filter((other) => other !== id))),
    });
  return { tab, close: (id: string) => open.splice(open.indexOf(id), 1) };
}

test('PAGE-24 a draft stays in its tab, whatever the others write', async () => {
  const { tab } = tabs(['one', 'two']);
  const [one, two] = [tab('one'), tab('two')];
  one.save('question', 'of the first tab');
  assert.is(two.load('question'), '');
  assert.is(await two.adopt('question'), '');
  two.save('question', 'of the second');
  assert.is(one.load('question'), 'of the first tab');
  one.save('question', '');
  assert.is(tab('two').load('question'), 'of the second');
});

test('PAGE-24 what a closed tab had begun goes on in one other tab, and is not written over there', async () => {
  const { tab, close } = tabs(['one', 'two', 'three']);
  tab('one').save('question', 'left behind');
  close('one');
  const two = tab('two');
  two.save('question', 'my own');
  assert.is(await two.adopt('question'), '', 'it has one already');
  assert.is(two.load('question'), 'my own');
  assert.is(await tab('three').adopt('question'), 'left behind');
  assert.is(tab('three').load('question'), 'left behind');
  two.save('question', '');
  assert.is(await two.adopt('question'), '', 'another tab has it');
});

test('PAGE-24 drafts of an edit and of a question are apart', async () => {
  const { tab, close } = tabs(['one', 'two']);
  tab('one').save('question', 'new');
  tab('one').save('abcdefghijklmnopqrst', 'edited');
  close('one');
  const two = tab('two');
  assert.is(await two.adopt('abcdefghijklmnopqrst'), 'edited');
  assert.is(await two.adopt('question'), 'new');
});

run();
