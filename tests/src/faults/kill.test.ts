import * as assert from 'uvu/assert';
import type { Action } from '@rostrum/shared/domain/actions';
import type { ActionId, QuestionId } from '@rostrum/shared/domain/ids';
import { mayRetry } from '@rostrum/shared/domain/retry';
import type { ActAnswer } from '@rostrum/shared/protocol/up';
import { newId } from '@rostrum/server/identity/secrets';
import { createEvent, type Browser, type LiveEvent } from '../lib/browser.ts';
import { connect, enter, type Client } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startChild, type Child } from '../lib/server.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const { test, run } = suite('kill');

const PEOPLE = 50;
const QUESTIONS = 20;
/** As many as a node takes at once of people who are new, a round before and after it was killed. */
const ASKS = 2;
/** Actions a person has under way at once. */
const AT_ONCE = 4;
const ROUNDS = 3;
/** Of the 1,100 actions of a round. */
const ACKED_AT_KILL = 500;

/** What one person sent, and what they heard of it. */
interface Sent {
  readonly id: ActionId;
  readonly action: Action;
  answer?: ActAnswer;
}

interface Person {
  readonly browser: Browser;
  client: Client;
  readonly sent: readonly Sent[];
}

function intentions(questions: readonly QuestionId[], name: string): Sent[] {
  const votes = questions.map((question): Action => ({ type: 'question.upvote', question }));
  const asks = Array.from({ length: ASKS }, (_, index): Action => {
    return { type: 'question.ask', text: `${name} asks ${index}`, asker: { mode: 'remote' } };
  });
  return [...votes, ...asks].map((action) => ({ id: newId(), action }));
}

/** Sends these, a few at a time, and notes each answer; a broken connection ends it. */
async function send({ client }: Person, which: readonly Sent[]): Promise<void> {
  const queue = [...which];
  const one = async () => {
    for (let next = queue.shift(); next && client.socket.connected; next = queue.shift()) {
      const { id, action } = next;
      // Rejects with the connection: then nothing is known of it.
      const answer = await client.act(action, id).catch(() => undefined);
      if (answer && !answer.ok && mayRetry(answer.reason)) queue.push(next);
      else if (answer) next.answer = answer;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

const isAcked = ({ answer }: Sent) => answer !== undefined;

/** What the desk shows, as far as a lost or doubled action would change it. */
async function tally(t: Context, event: LiveEvent): Promise<Record<string, number>> {
  const desk = await enter(t, event, 'desk', 'organiser');
  const questions = Object.values(desk.view.questions);
  desk.close();
  return Object.fromEntries(questions.map(({ id, votes }) => [id, votes]));
}

async function storm(t: Context, server: Child, event: LiveEvent, round: number) {
  const desk = await enter(t, event, 'desk', 'organiser');
  await desk.act({ type: 'settings.premoderation', on: false });
  const texts = Array.from({ length: QUESTIONS }, (_, index) => `Round ${round}, ${index}`);
  const questions = await Promise.all(texts.map((text) => desk.ask(text)));
  const people = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, index): Promise<Person> => {
      const client = await enter(t, event, 'phone');
      const sent = intentions(questions, `Person ${index} of round ${round}`);
      return { browser: client.browser, client, sent };
    }),
  );
  const all = people.flatMap(({ sent }) => sent);
  const sending = Promise.all(people.map((person) => send(person, person.sent)));
  await until(() => all.filter(isAcked).length >= ACKED_AT_KILL, { everyMs: 1, what: 'the acks' });
  server.kill('SIGKILL');
  assert.is(await server.exited, 'SIGKILL');
  await sending;
  return { people, questions, all };
}

async function comeBack(t: Context, url: string, event: LiveEvent, people: readonly Person[]) {
  for (const person of people) {
    const browser = { ...person.browser, url };
    person.client = connect(t, browser, event.code, 'phone', { place: person.client.place });
  }
  const isBack = ({ client }: Person) => client.welcomes.length + client.patches.length > 0;
  await until(() => people.every(isBack), { what: 'everyone' });
}

test('RUN-1 a server that is killed in a storm has every acknowledged action when it is back, once', async (t) => {
  const folder = await tempFolder(t);
  let server = await startChild(t, folder);
  let event = await createEvent(server);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { people, questions, all } = await storm(t, server, event, round);
    const acked = all.filter(isAcked);
    assert.ok(acked.length < all.length, 'the kill came in the middle');
    assert.equal(
      acked.filter(({ answer }) => !answer?.ok),
      [],
    );

    server = await startChild(t, folder);
    event = { ...event, url: server.url };
    const before = await tally(t, event);
    for (const { id, action } of acked) {
      const there = action.type === 'question.ask' ? before[id] !== undefined : true;
      assert.ok(there, `the acknowledged question ${id} is lost`);
    }
    for (const question of questions) {
      const votesAcked = acked.filter(({ action }) => isVoteFor(action, question)).length;
      assert.ok((before[question] ?? 0) >= votesAcked, `acknowledged votes are lost`);
    }

    await comeBack(t, server.url, event, people);
    await Promise.all(people.map((person) => send(person, person.sent.filter(isAcked))));
    assert.equal(
      all.filter(({ answer }) => answer && !answer.ok),
      [],
      'the same outcome',
    );
    assert.equal(await tally(t, event), before, 'no effect');

    const unknown = (person: Person) => person.sent.filter((each) => !isAcked(each));
    await Promise.all(people.map((person) => send(person, unknown(person))));
    assert.ok(
      all.every(({ answer }) => answer?.ok),
      'what was unknown is accepted',
    );
    const after = await tally(t, event);
    for (const question of questions) assert.is(after[question], PEOPLE);
    assert.is(Object.keys(after).length, round * (QUESTIONS + PEOPLE * ASKS));
    for (const { client } of people) client.close();
  }
});

function isVoteFor(action: Action, question: QuestionId): boolean {
  return action.type === 'question.upvote' && action.question === question;
}

run();
