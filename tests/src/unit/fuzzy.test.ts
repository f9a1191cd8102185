import * as assert from 'uvu/assert';
import { folded, fuzzyScore } from '../../../web/src/routes/[code]/desk/fuzzy.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('fuzzy');

const score = (wanted: string, name: string) => fuzzyScore(folded(wanted), folded(name));

test('PAL-2 the beginning of a name is better than a word of it, and a word better than scattered letters', () => {
  const name = 'Pin or unpin';
  const scores = [score('pin', name), score('un', name), score('npi', name), score('pou', name)];
  assert.equal(
    scores,
    [...scores].sort((a, b) => b - a),
  );
  assert.ok(scores.every((each) => each > 0));
});

test('PAL-2 every word that was typed has to be found, in any order', () => {
  assert.ok(score('reason dis', 'Dismiss with a reason') > 0);
  assert.is(score('dis moon', 'Dismiss with a reason'), 0);
});

test('PAL-2 neither case nor the marks of a letter matter, in any script', () => {
  assert.ok(score('REPONDU', 'Répondu') > 0);
  assert.ok(score('اجيب', 'أُجيب عنه') > 0);
  assert.ok(score('الاسئلة', 'إغلاق باب الأسئلة أو فتحه') > 0);
});

run();
