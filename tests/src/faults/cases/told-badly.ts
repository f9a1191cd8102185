import { setTimeout as after } from 'node:timers/promises';
import { decodeBody, encodeBody } from '@rostrum/shared/domain/body';
import { noChanges } from '@rostrum/shared/domain/changes';
import type { EventId } from '@rostrum/shared/domain/ids';
import { fold } from '@rostrum/shared/domain/reduce';
import { emptyState } from '@rostrum/shared/domain/state';
import { Followers } from '@rostrum/server/log/followers';
import type { Log, StoredEntry } from '@rostrum/server/log/log';
import { firstMark, markAfter } from '@rostrum/server/log/mark';
import { Replica } from '@rostrum/server/replica/replica';
import { idOf, START_AT } from '../../lib/event.ts';
import { hashOf } from '../../lib/history.ts';
import type { Redis } from 'ioredis';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault, type Finding, type Run } from '../fault.ts';
import { entryBodies } from '../stage/entries.ts';
import { twoNodes } from '../stage/stage.ts';

const EVENT = idOf<EventId>('hostile');
/** Entries that come out of order, at a time. */
const WINDOW = 30;
/** Entries of the latest that are told again at a time. */
const AGAIN = 40;
const AGAIN_EVERY_MS = 20;
/** Milliseconds between two times at which what Redis says is not heard for a moment. */
const DEAF_EVERY_MS = 700;

/** What nodes are told of the log comes twice, out of order, and not at all. */
export const toldBadly = fault({
  name: 'told-badly',
  judges: 'the whole log told twice, out of order and with holes: each entry folded once, in order',
  onRedis: true,
  full: { entries: 20_000, sockets: 300, perSecond: 100, forMs: 20_000 },
  short: { entries: 1_500, sockets: 40, perSecond: 60, forMs: 1_800 },
  async run(run, { entries, sockets, perSecond, forMs }) {
    const replicas = await hostileFollowing(run, entries);
    const stage = await twoNodes(run);
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    const saboteur = sabotage(run, stage.redis.client());
    crowd.storm(perSecond);
    await after(forMs);
    await crowd.settle();
    const told = saboteur();
    const gaps = crowd.actors.reduce((sum, actor) => sum + actor.gaps, 0);
    const { findings } = await judge(stage, crowd);
    return [
      ...replicas,
      { name: 'told again', value: told.again, least: 1 },
      { name: 'holes made', value: told.holes, least: 1 },
      { name: 'gaps', value: gaps, most: 0 },
      ...findings,
    ];
  },
});

/** A replica whose log tells it everything twice, shuffled, and one in ten of it never. */
async function hostileFollowing({ chance }: Run, count: number): Promise<Finding[]> {
  const entries = storedEntries(entryBodies(chance, count).map(encodeBody));
  let there = 0;
  const read: Log['read'] = async (_event, fromSeq, limit) =>
    entries.slice(fromSeq - 1, Math.min(there, fromSeq - 1 + limit));
  const followers = new Followers(read);
  const log = {
    loadSnapshot: async () => undefined,
    saveSnapshot: async () => undefined,
    follow: (event, after, listener) => followers.add(event, after, listener),
  } satisfies Partial<Log>;
  let folded = 0;
  let broken = 0;
  const replica = await Replica.open(
    log as unknown as Log,
    EVENT,
    () => (folded += 1),
    () => (broken += 1),
  );
  let told = 0;
  for (let from = 0; from < count; from += WINDOW) {
    there = Math.min(count, from + WINDOW);
    const window = entries.slice(from, there).filter(() => chance.next() < 0.9);
    const old = Array.from({ length: 5 }, () => entries[chance.below(there)] as StoredEntry);
    for (const entry of chance.shuffle([...window, ...window, ...old])) {
      told += 1;
      // Not at once: for a while, what comes after a hole is of no use.
      if (followers.deliver(EVENT, entry) && chance.next() < 0.05) await followers.fill(EVENT);
    }
  }
  there = count;
  await followers.fill(EVENT);
  replica.close();
  const direct = emptyState();
  for (const { seq, at, body } of entries) {
    fold(direct, { ...decodeBody(body), seq, at }, noChanges());
  }
  return [
    { name: 'entries told badly', value: told, least: count },
    { name: 'folded not once', value: folded - count, most: 0, least: 0 },
    { name: 'followers ended', value: broken, most: 0 },
    { name: 'replicas apart', value: Number(hashOf(replica.state) !== hashOf(direct)), most: 0 },
  ];
}

function storedEntries(bodies: readonly string[]): StoredEntry[] {
  let mark = firstMark(EVENT);
  return bodies.map((body, index) => {
    const at = START_AT + index;
    mark = markAfter(mark, { at, body });
    return { seq: index + 1, at, mark, body };
  });
}

/**
 * Tells all nodes what they know already, in any order, and cuts off their
 * subscriptions now and then, so that they hear nothing of what comes then.
 * The function that is returned ends it.
 */
function sabotage({ chance, after: atEnd }: Run, redis: Redis) {
  const told = { again: 0, holes: 0 };
  const again = async () => {
    for (const key of await redis.keys('rostrum:*:log')) {
      const latest = await redis.xrevrange(key, '+', '-', 'COUNT', AGAIN);
      for (const [id, fields] of chance.shuffle([...latest, ...latest])) {
        const [, at, , mark, , body] = fields;
        const message = `${id.slice(2)} ${at} ${mark} ${body}`;
        await redis.call('SPUBLISH', key.slice(0, -':log'.length), message);
        told.again += 1;
      }
    }
  };
  const deafen = async () => {
    await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    told.holes += 1;
  };
  let isOver = false;
  const loop = async (work: () => Promise<void>, everyMs: number) => {
    while (!isOver) {
      await work();
      await after(everyMs);
    }
  };
  void loop(again, AGAIN_EVERY_MS).catch(() => undefined);
  void loop(deafen, DEAF_EVERY_MS).catch(() => undefined);
  const end = () => {
    isOver = true;
    return told;
  };
  atEnd(() => void end());
  return end;
}
