import * as assert from 'uvu/assert';
import { ENTRY_VERSION, type Action } from '@rostrum/shared/domain/actions';
import type { ActionId, EventId, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import { BATCH_MAX, QUESTIONS_MAX } from '@rostrum/shared/domain/limits';
import type { Actor } from '@rostrum/shared/domain/turn';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent } from '@rostrum/server/rooms/create-event';
import { EARLIER_MS } from '@rostrum/server/rooms/earlier';
import { NEW } from '@rostrum/server/rooms/intake';
import type { Room } from '@rostrum/server/rooms/room';
import { Rooms } from '@rostrum/server/rooms/rooms';
import { ClockedLog } from '../lib/clocked-log.ts';
import { START_AT, testCreate } from '../lib/event.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { attack } from './attack.ts';

const { test, run } = suite('intake');
const nobody = { patch() {}, mine() {}, links() {}, broken() {}, costMs: () => 0 };
const asking = { type: 'question.ask', text: 'Who pays?', asker: { mode: 'room' } } as const;

interface Stage {
  readonly room: Room;
  readonly event: EventId;
  readonly log: ClockedLog;
  readonly moderator: Actor;
  /** Lets so many milliseconds pass on the log's clock. */
  pass(ms: number): void;
}

async function stage(t: Context): Promise<Stage> {
  let now = START_AT;
  const log = new ClockedLog(await tempFolder(t), () => now);
  t.after(() => log.close());
  const rooms = new Rooms({ log, fanout: nobody, onTrouble: () => {} });
  t.after(() => rooms.close());
  const { info, programme } = testCreate;
  const { event } = await createEvent(log, rooms, { ...info, programme });
  const room = await rooms.enter(event);
  const link = [...room.state.links.values()].find(({ role }) => role === 'moderator');
  assert.ok(link);
  const moderator = { participant: newId<ParticipantId>(), link: link.id };
  return { room, event, log, moderator, pass: (ms) => void (now += ms) };
}

function person(): Actor {
  return { participant: newId<ParticipantId>() };
}

async function ask(room: Room, by: Actor): Promise<QuestionId> {
  const id = newId<ActionId & QuestionId>();
  assert.equal(await room.act(by, id, asking), { ok: true });
  return id;
}

async function askApproved({ room, moderator }: Stage, by: Actor): Promise<QuestionId> {
  const question = await ask(room, by);
  const approve = { type: 'moderation.approve', question, revision: 1 } as const;
  assert.ok((await room.act(moderator, newId(), approve)).ok);
  return question;
}

/** So many newcomers ask at the same moment; gives how many were taken. */
async function crowd(room: Room, size: number): Promise<number> {
  const askers = Array.from({ length: size }, person);
  const answers = await Promise.all(askers.map((by) => room.act(by, newId(), asking)));
  assert.ok(answers.every((answer) => answer.ok || answer.reason === 'queued'));
  return answers.filter(({ ok }) => ok).length;
}

test('INTAKE-8 in a hall of 2,000 fifty ask in the same minute, or two hundred at once, and none waits', async (t) => {
  const { room } = await stage(t);
  assert.is(await crowd(room, 50), 50);
  assert.is(await crowd(room, 150), 150);
});

test('INTAKE-2 past that it is not decided: nothing is stored, and the same action is taken when its turn has come', async (t) => {
  const { room, log, event } = await stage(t);
  await crowd(room, NEW.atOnce);
  const { seq } = room.state;
  const [by, id] = [person(), newId()];
  const answer = await room.act(by, id, asking);
  assert.ok(!answer.ok && answer.reason === 'queued');
  assert.ok(answer.retryMs !== undefined && answer.retryMs <= 1_000 / NEW.perSecond);
  assert.is((await log.read(event, seq + 1, 10)).length, 0);
  await until(async () => (await room.act(by, id, asking)).ok, { what: 'its turn' });
  assert.is(room.state.questions.get(id as string as QuestionId)?.text, asking.text);
});

test('INTAKE-4 who acted or connected a minute before does not wait for those who are new', async (t) => {
  const { room, pass, ...rest } = await stage(t);
  const question = await askApproved({ room, pass, ...rest }, person());
  const ana = person();
  assert.ok((await room.act(ana, newId(), { type: 'question.upvote', question })).ok);
  pass(EARLIER_MS);
  assert.ok((await crowd(room, NEW.atOnce + 100)) < NEW.atOnce + 100);
  const late = await room.act(person(), newId(), asking);
  assert.ok(!late.ok && late.reason === 'queued');
  await ask(room, ana);
  assert.ok((await room.act(person(), newId(), asking, EARLIER_MS)).ok, 'connected for a minute');
});

test('INTAKE-5 while an event is full everyone’s questions wait, moderators add theirs, and what is set aside makes room', async (t) => {
  const { room, log, event, moderator } = await stage(t);
  const asks = Array.from({ length: QUESTIONS_MAX }, (_, index) => ({
    id: newId(),
    by: { participant: `script${index % 500}`.padEnd(24, 'x') as ParticipantId },
    action: asking,
  }));
  for (let first = 0; first < asks.length; first += BATCH_MAX) {
    const actions = asks.slice(first, first + BATCH_MAX);
    await log.append(event, { v: ENTRY_VERSION, actions });
  }
  await until(() => room.state.questions.size === QUESTIONS_MAX, { what: 'a full event' });
  const [ana, id] = [person(), newId()];
  const answer = await room.act(ana, id, asking);
  assert.ok(!answer.ok && answer.reason === 'queued' && answer.retryMs !== undefined);
  const adding = { ...asking, type: 'moderation.add', channel: 'floor', approve: true } as const;
  const added = newId();
  assert.ok((await room.act(moderator, added, adding)).ok);
  assert.ok((await room.act(moderator, newId(), { type: 'moderation.archiveAll' })).ok);
  assert.ok((await room.act(ana, id, asking)).ok);
});

test('INTAKE-7 a question that waits is refused when the Q&A closes', async (t) => {
  const { room, moderator } = await stage(t);
  await crowd(room, NEW.atOnce);
  const [by, id] = [person(), newId()];
  await room.act(by, id, asking);
  assert.ok((await room.act(moderator, newId(), { type: 'settings.qa', open: false })).ok);
  assert.equal(await room.act(by, id, asking), { ok: false, reason: 'qa_closed' });
});

test('INTAKE-9 what a node can refuse for good is not stored', async (t) => {
  const all = await stage(t);
  const { room, moderator, log, event } = all;
  const [ana, ben] = [person(), person()];
  const [waits, approved] = [await ask(room, ana), await askApproved(all, ana)];
  const of = (question: QuestionId) => (type: string) => ({ type, question }) as Action;
  const [onWaiting, onApproved] = [of(waits), of(approved)];
  await room.act(ben, newId(), onApproved('question.upvote'));
  await room.act(ben, newId(), onApproved('question.report'));
  await room.act(moderator, newId(), { type: 'settings.qa', open: false });
  const { seq } = room.state;
  const text = 'When?';
  const edit = (question: QuestionId) => ({ type: 'question.edit', question, text }) as const;
  for (const [by, action, reason] of [
    [ana, asking, 'qa_closed'],
    [ben, edit(waits), 'not_yours'],
    [ben, onWaiting('question.withdraw'), 'not_yours'],
    [ana, edit(approved), 'wrong_state'],
    [ben, onWaiting('question.upvote'), 'wrong_state'],
    [ben, onWaiting('question.takeBack'), 'wrong_state'],
    [ben, onWaiting('question.report'), 'wrong_state'],
    [ben, onApproved('question.upvote'), 'already_voted'],
    [ben, onApproved('question.downvote'), 'downvotes_off'],
    [ana, onApproved('question.takeBack'), 'not_voted'],
    [ben, onApproved('question.report'), 'already_reported'],
    [ana, onApproved('question.unreport'), 'not_reported'],
    [ben, { type: 'settings.qa', open: true }, 'not_permitted'],
  ] as const) {
    assert.equal(await room.act(by, newId(), action), { ok: false, reason }, action.type);
  }
  // Nor with something under way: whose a question is does not change.
  const vote = room.act(ben, newId(), onApproved('question.takeBack'));
  for (const action of [edit(waits), { type: 'settings.qa', open: true } as const]) {
    assert.not.ok((await room.act(ben, newId(), action)).ok);
  }
  assert.ok((await vote).ok);
  const stored = await log.read(event, seq + 1, 100);
  assert.is(stored.length, 1, 'the vote that was taken back');
});

test('INTAKE-9 a question that is asked or added again after its outcome was forgotten is accepted, and not stored', async (t) => {
  const { room, moderator } = await stage(t);
  const ana = person();
  const adding = { ...asking, type: 'moderation.add', channel: 'import', approve: false } as const;
  const [asked, added] = [newId(), newId()];
  await room.act(ana, asked, asking);
  await room.act(moderator, added, adding);
  room.state.remembered.dropFirst(room.state.remembered.size);
  room.state.rememberedCrew.dropFirst(room.state.rememberedCrew.size);
  const { seq } = room.state;
  assert.equal(await room.act(ana, asked, asking), { ok: true });
  assert.equal(await room.act(moderator, added, adding), { ok: true });
  const wrong = { ok: false, reason: 'wrong_state' };
  assert.equal(await room.act(person(), asked, asking), wrong);
  assert.equal(await room.act(moderator, asked, adding), wrong);
  assert.is(room.state.seq, seq);
  assert.is(room.state.questions.size, 2);
});

test('INTAKE-10 what only the log can refuse counts against its browser, and against no other', async (t) => {
  const { room } = await stage(t);
  const [script, ana] = [person(), person()];
  const nowhere = () => ({ type: 'question.upvote', question: newId<QuestionId>() }) as const;
  const reasons = new Set<string>();
  for (let sent = 0; sent < 300; sent += 1) {
    const answer = await room.act(script, newId(), nowhere());
    if (!answer.ok) reasons.add(answer.reason);
  }
  assert.equal([...reasons], ['unknown_question', 'too_fast']);
  assert.is((await room.act(script, newId(), asking)).ok, false);
  await ask(room, ana);
});

test('INTAKE-12 while sixty browsers ask ten questions each at once, people and moderators go on', (t) =>
  attack(t, 60));

run();
