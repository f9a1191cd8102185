import * as assert from 'uvu/assert';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { Client } from '../lib/client.ts';
import { suite, until, type Context } from '../lib/harness.ts';
import { startTopology } from './topology.ts';
import { enterPhones, keepComing, keepVisiting, startEvent } from './visits.ts';

const tests = suite('loss');
const { test, run } = tests;
const PHONES = 10;

const topology = await startTopology(tests);

async function askApproved(desk: Client, text: string): Promise<QuestionId> {
  const question = await desk.ask(text);
  const answer = await desk.act({ type: 'moderation.approve', question, revision: 1 });
  assert.ok(answer.ok);
  return question;
}

async function upvote(phones: readonly Client[], question: QuestionId): Promise<void> {
  const votes = phones.map((phone) => phone.act({ type: 'question.upvote', question }));
  for (const answer of await Promise.all(votes)) assert.ok(answer.ok);
}

test('DEPLOY-12 a node that is killed is left at once: its people are on the other, and nobody sees an error', (t) =>
  loseNode(t, 'SIGKILL'));

test('DEPLOY-13 a node that stops is left at once, and nobody sees an error', (t) =>
  loseNode(t, 'SIGTERM'));

/** Ends one of two nodes under people and visitors, then brings it back. */
async function loseNode(t: Context, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const { event, desk } = await startEvent(t, topology);
  const [leaving, staying] = topology.nodes;
  const phones = (await enterPhones(t, topology, event, PHONES)).map(({ client }) => client);
  const all = [desk, ...phones];
  for (const client of all) keepComing(client, event.code);
  const before = await askApproved(desk, 'Before?');
  await upvote(phones, before);

  const visits = keepVisiting([
    `${event.url}/${event.code}`,
    `${event.url}/api/events/${event.code}`,
    `${event.url}/socket.io/?EIO=4&transport=polling`,
  ]);
  await visits.more(10);
  leaving.kill(signal);
  assert.is(await leaving.ended(), signal === 'SIGKILL' ? signal : 0);
  await visits.more(50);
  const areBack = async () => {
    const sockets = await staying.counts('rostrum_sockets');
    return sockets === all.length && all.every(({ socket }) => socket.connected);
  };
  await until(areBack, { what: 'everyone on the other node' });
  const during = await askApproved(desk, 'Meanwhile?');
  await upvote(phones, during);

  await leaving.start();
  await visits.more(50);
  const late = await until(
    async () => {
      const [phone] = await enterPhones(t, topology, event, 1);
      return phone?.node === 0 && phone.client;
    },
    { what: 'somebody on the node that is back' },
  );
  await visits.stop();
  assert.equal(visits.failures, []);
  await upvote([late], before);
  await until(() => desk.view.questions[before]?.votes === PHONES + 1);
  assert.is(desk.view.questions[during]?.votes, PHONES);
}

test('DEPLOY-16 without any node the page says so and tries again by itself', async (t) => {
  const { event } = await startEvent(t, topology);
  for (const node of topology.nodes) node.kill('SIGKILL');
  for (const node of topology.nodes) await node.ended();
  const response = await fetch(`${event.url}/${event.code}`);
  assert.ok(response.status >= 500, String(response.status));
  assert.is(response.headers.get('refresh'), '3');
  assert.match(await response.text(), 'Rostrum cannot be reached just now.');
  await topology.nodes[1].start();
  const isThere = async () => (await fetch(`${event.url}/${event.code}`)).status === 200;
  await until(isThere, { what: 'the page' });
});

run();
