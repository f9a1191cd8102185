import * as assert from 'uvu/assert';
import { mineOf } from '@rostrum/shared/domain/mine';
import { view } from '@rostrum/shared/domain/view';
import {
  act,
  ask,
  askApproved,
  askLive,
  idOf,
  newEvent,
  questionOf,
  refusal,
} from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('moderation');

test('MOD-1 approving names the wording, so that an edit in between is not approved unseen', () => {
  const state = newEvent();
  const question = ask(state);
  act(state, 'ana', { type: 'question.edit', question, text: 'Something rude' });
  const approve = { type: 'moderation.approve', question, revision: 1 } as const;
  assert.is(refusal(act(state, 'moderator', approve)), 'stale_revision');
  assert.is(questionOf(state, question).state, 'pending');
  assert.ok(act(state, 'moderator', { ...approve, revision: 2 }).ok);
  assert.is(view(state, 'public').questions[question]?.text, 'Something rude');
});

test('MOD-1 an approved question is not approved twice', () => {
  const state = newEvent();
  const question = askApproved(state);
  const approve = { type: 'moderation.approve', question, revision: 1 } as const;
  assert.is(refusal(act(state, 'moderator', approve)), 'wrong_state');
});

test('MOD-11 of two moderators who reword at once, one wins, and the other learns it', () => {
  const state = newEvent();
  const question = ask(state);
  const edit = { type: 'moderation.edit', question, revision: 1, approve: false } as const;
  assert.ok(act(state, 'moderator', { ...edit, text: 'The first wins' }).ok);
  assert.is(
    refusal(act(state, 'organiser', { ...edit, text: 'The second does not' })),
    'stale_revision',
  );
  assert.is(questionOf(state, question).text, 'The first wins');
  assert.is(questionOf(state, question).revision, 2);
});

test('MOD-11 what is dismissed or withdrawn is not reworded', () => {
  const state = newEvent();
  const question = ask(state);
  act(state, 'ana', { type: 'question.withdraw', question });
  const edit = { type: 'moderation.edit', question, revision: 1, approve: false } as const;
  assert.is(refusal(act(state, 'moderator', { ...edit, text: 'Late' })), 'wrong_state');
});

test('MOD-12 a shown question keeps its wording until the new one is approved', () => {
  for (const askShown of [askApproved, askLive]) {
    const state = newEvent();
    const question = askShown(state);
    const text = 'Who will pay for this?';
    const edit = { type: 'moderation.edit', question, revision: 1, text, approve: false } as const;
    assert.ok(act(state, 'moderator', edit).ok);
    assert.is(view(state, 'public').questions[question]?.text, 'Who pays for this?');
    assert.is(view(state, 'desk').questions[question]?.text, text);
    assert.is(view(state, 'desk').questions[question]?.shown, 'Who pays for this?');
    assert.ok(act(state, 'moderator', { type: 'moderation.approve', question, revision: 2 }).ok);
    assert.is(view(state, 'public').questions[question]?.text, text);
    assert.is(view(state, 'desk').questions[question]?.shown, undefined);
    const { live, next } = view(state, 'podium').stage;
    assert.is((live ?? next[0])?.text, text);
  }
});

test('MOD-12 an edit can approve its own wording, of a pending question too', () => {
  const state = newEvent();
  const question = ask(state);
  const edit = { type: 'moderation.edit', question, revision: 1, approve: true } as const;
  assert.ok(act(state, 'moderator', { ...edit, text: 'Who will pay?' }).ok);
  assert.is(view(state, 'public').questions[question]?.text, 'Who will pay?');
});

test("MOD-13 the author's own words are kept, and given up when they are back", () => {
  const state = newEvent();
  const question = ask(state);
  const edit = { type: 'moderation.edit', question, approve: false } as const;
  act(state, 'moderator', { ...edit, revision: 1, text: 'Once' });
  act(state, 'moderator', { ...edit, revision: 2, text: 'Twice' });
  const [own] = mineOf(state, idOf('ana')).questions;
  assert.equal([own?.text, own?.original], ['Twice', 'Who pays for this?']);
  assert.is(view(state, 'desk').questions[question]?.original, 'Who pays for this?');
  assert.is(JSON.stringify(view(state, 'public')).includes('Who pays'), false);
  act(state, 'moderator', { ...edit, revision: 3, text: 'Who pays for this?' });
  assert.is(mineOf(state, idOf('ana')).questions[0]?.original, undefined);
});

test('MOD-2 a dismissed question tells its author the reason and the moderators the note', () => {
  const state = newEvent();
  const question = ask(state);
  const dismissal = { reason: 'duplicate', note: 'Ben asked it first' } as const;
  act(state, 'moderator', { type: 'moderation.dismiss', question, ...dismissal });
  assert.equal(view(state, 'desk').questions[question]?.dismissal, dismissal);
  assert.is(mineOf(state, idOf('ana')).questions[0]?.reason, 'duplicate');
  assert.not.match(JSON.stringify(mineOf(state, idOf('ana'))), 'Ben');
});

test('MOD-2 what is on stage or answered is not dismissed', () => {
  const state = newEvent();
  const question = askLive(state);
  const dismiss = { type: 'moderation.dismiss', question, reason: 'no_time' } as const;
  assert.is(refusal(act(state, 'moderator', dismiss)), 'wrong_state');
  act(state, 'moderator', { type: 'moderation.answered', question });
  assert.is(refusal(act(state, 'moderator', dismiss)), 'wrong_state');
});

test('MOD-3 a question comes back to the approved from the stage, the answered and the dismissed', () => {
  const state = newEvent();
  const question = askLive(state);
  const restore = { type: 'moderation.restore', question, to: 'approved' } as const;
  assert.ok(act(state, 'moderator', restore).ok);
  assert.is(state.live, undefined);
  act(state, 'moderator', { type: 'moderation.answered', question });
  assert.ok(act(state, 'moderator', restore).ok);
  act(state, 'moderator', { type: 'moderation.dismiss', question, reason: 'no_time' });
  assert.ok(act(state, 'moderator', restore).ok);
  assert.is(questionOf(state, question).dismissal, undefined);
  assert.is(refusal(act(state, 'moderator', restore)), 'wrong_state');
});

test('MOD-3 a wording that was never approved does not come back as approved', () => {
  const state = newEvent();
  const question = ask(state);
  act(state, 'moderator', { type: 'moderation.dismiss', question, reason: 'off_topic' });
  const restore = { type: 'moderation.restore', question, to: 'approved' } as const;
  assert.is(refusal(act(state, 'moderator', restore)), 'stale_revision');
});

test('MOD-4 a question that goes back to pending loses its approval', () => {
  const state = newEvent();
  const question = askApproved(state);
  act(state, 'moderator', { type: 'moderation.restore', question, to: 'pending' });
  assert.equal(view(state, 'public').questions, {});
  assert.is(questionOf(state, question).approved, undefined);
  assert.is(state.pending.get(idOf('ana')), 1);
});

test('MOD-5 the question that was on stage counts as answered when another takes its place', () => {
  const state = newEvent();
  const first = askLive(state);
  const second = askApproved(state);
  act(state, 'moderator', { type: 'moderation.stage', question: second });
  assert.is(questionOf(state, first).state, 'answered');
  assert.is(state.live, second);
});

test('MOD-5 a question that waits, or is on stage already, does not go on stage', () => {
  const state = newEvent();
  const live = askLive(state);
  const waiting = ask(state);
  for (const question of [waiting, live]) {
    const outcome = act(state, 'moderator', { type: 'moderation.stage', question });
    assert.is(refusal(outcome), 'wrong_state');
  }
});

test('MOD-6 staging is undone by staging what was there and restoring what came', () => {
  const state = newEvent();
  const first = askLive(state);
  const second = askApproved(state);
  act(state, 'moderator', { type: 'moderation.stage', question: second });
  act(state, 'moderator', { type: 'moderation.stage', question: first });
  act(state, 'moderator', { type: 'moderation.restore', question: second, to: 'approved' });
  assert.is(state.live, first);
  assert.is(questionOf(state, first).state, 'live');
  assert.is(questionOf(state, second).state, 'approved');
});

test('MOD-7 a question is answered from the stage, or without ever being there', () => {
  const state = newEvent();
  const live = askLive(state);
  const approved = askApproved(state);
  const waiting = ask(state);
  assert.ok(act(state, 'moderator', { type: 'moderation.answered', question: live }).ok);
  assert.ok(act(state, 'moderator', { type: 'moderation.answered', question: approved }).ok);
  const outcome = act(state, 'moderator', { type: 'moderation.answered', question: waiting });
  assert.is(refusal(outcome), 'wrong_state');
  assert.is(state.live, undefined);
  assert.equal(view(state, 'podium').stage, { next: [] });
});

test('MOD-8 pinned questions are next, in the order of pinning', () => {
  const state = newEvent();
  const popular = askApproved(state, 'ana');
  const second = askApproved(state, 'ben');
  const first = askApproved(state, 'cleo');
  act(state, 'dan', { type: 'question.upvote', question: popular });
  assert.is(view(state, 'podium').stage.next[0]?.id, popular);
  act(state, 'moderator', { type: 'moderation.pin', question: first });
  act(state, 'moderator', { type: 'moderation.pin', question: second });
  assert.is(view(state, 'podium').stage.next[0]?.id, first);
  act(state, 'moderator', { type: 'moderation.unpin', question: first });
  assert.is(view(state, 'podium').stage.next[0]?.id, second);
});

test('MOD-8 pinning what is pinned, or unpinning what is not, is refused', () => {
  const state = newEvent();
  const question = ask(state);
  assert.is(
    refusal(act(state, 'moderator', { type: 'moderation.unpin', question })),
    'wrong_state',
  );
  assert.ok(act(state, 'moderator', { type: 'moderation.pin', question }).ok);
  assert.is(refusal(act(state, 'moderator', { type: 'moderation.pin', question })), 'wrong_state');
});

run();
