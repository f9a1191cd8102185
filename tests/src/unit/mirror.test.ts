import * as assert from 'uvu/assert';
import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import { view } from '@rostrum/shared/domain/view';
import { patched, withMine, type Mirror } from '../../../web/src/lib/live/mirror.ts';
import type { Item } from '../../../web/src/lib/live/outbox.ts';
import { foldVotes, isFolded, voteShown } from '../../../web/src/lib/live/overlay.ts';
import { askApproved, idOf, newEvent } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('mirror');
const mark = '0123456789ab';

function newMirror(): { mirror: Mirror<'public'>; question: QuestionId } {
  const state = newEvent();
  const question = askApproved(state);
  const mine = mineOf(state, idOf('me'));
  const mirror = { seq: state.seq, mark, view: view(state, 'public'), mine };
  return { mirror, question };
}

const pressed = (type: 'question.upvote' | 'question.takeBack', question: QuestionId): Item => ({
  id: idOf<ActionId>(type),
  action: { type, question },
  state: 'sending',
});

test('PAGE-6 a patch that begins after the mirror is not applied', () => {
  const { mirror } = newMirror();
  const { seq } = mirror;
  assert.is(patched(mirror, { from: seq + 1, seq: seq + 2, mark }), undefined);
  assert.is(patched(mirror, { from: seq, seq: seq + 2, mark })?.seq, seq + 2);
});

test('PAGE-6 a patch that ends before the mirror does not set it back', () => {
  const { mirror, question } = newMirror();
  const late = { from: 0, seq: mirror.seq - 1, mark, votes: { [question]: 99 } };
  assert.is(patched(mirror, late), mirror);
});

test('SYNC-9 a patch makes of a page’s view what it is now, and adds nothing else', () => {
  const { mirror, question } = newMirror();
  const { seq } = mirror;
  const next = patched(mirror, { from: seq, seq: seq + 1, mark, votes: { [question]: 1 } });
  assert.equal(next?.view.questions[question]?.votes, 1);
  assert.equal(Object.keys(next?.view ?? {}), Object.keys(mirror.view));
});

test('PAGE-6 an older own part does not replace a newer one', () => {
  const { mirror } = newMirror();
  const older = { ...mirror.mine, seq: mirror.mine.seq - 1, votes: [idOf<QuestionId>('x')] };
  assert.is(withMine(mirror, older), mirror);
  const newer = { ...older, seq: mirror.mine.seq + 1 };
  assert.is(withMine(mirror, newer).mine, newer);
});

test('PAGE-5 a vote shows at once and is counted once, whatever has come of it', () => {
  const { mirror, question } = newMirror();
  const seen = ({ view, mine }: Mirror<'public'>, items: Item[]) => {
    const shown = view.questions[question];
    if (!shown) throw new Error('the question is gone');
    return voteShown(shown, mine, items);
  };
  assert.equal(seen(mirror, []), { voted: false, against: false, votes: 0 });
  const sending = pressed('question.upvote', question);
  assert.equal(seen(mirror, [sending]), { voted: true, against: false, votes: 1 }, 'pressed');

  const saved: Item = { ...sending, state: 'saved', seq: mirror.seq + 1 };
  assert.equal(
    seen(mirror, [saved]),
    { voted: true, against: false, votes: 1 },
    'saved, not seen yet',
  );

  const patch = { from: mirror.seq, seq: mirror.seq + 1, mark, votes: { [question]: 1 } };
  const counted = foldVotes(patched(mirror, patch) as Mirror<'public'>, [saved]);
  assert.ok(isFolded(counted, saved));
  assert.equal(
    seen(counted, []),
    { voted: true, against: false, votes: 1 },
    'counted by the server',
  );

  assert.equal(
    seen(counted, [pressed('question.takeBack', question)]),
    { voted: false, against: false, votes: 0 },
    'taken back',
  );
});

test('PAGE-5 a refused vote shows no longer', () => {
  const { mirror, question } = newMirror();
  const refused: Item = { ...pressed('question.upvote', question), state: 'refused' };
  assert.equal(voteShown({ id: question, votes: 4 }, mirror.mine, [refused]), {
    voted: false,
    against: false,
    votes: 4,
  });
});

test('PAGE-5 what is not saved, or not seen yet, is not folded', () => {
  const { mirror, question } = newMirror();
  const sending = pressed('question.upvote', question);
  assert.is(foldVotes(mirror, [sending]), mirror);
  const ahead: Item = { ...sending, state: 'saved', seq: mirror.seq + 1 };
  assert.is(foldVotes(mirror, [ahead]), mirror);
});

test('PAGE-43 a vote that one has given already is no refusal, once the page knows of it', () => {
  const { mirror, question } = newMirror();
  const refused: Item = {
    ...pressed('question.upvote', question),
    state: 'refused',
    reason: 'already_voted',
  };
  assert.not(isFolded(mirror, refused));
  const mine = { ...mirror.mine, votes: [question] };
  assert.ok(isFolded({ ...mirror, mine }, refused));
  assert.not(isFolded({ ...mirror, mine }, { ...refused, reason: 'no_votes_left' }));
});

run();
