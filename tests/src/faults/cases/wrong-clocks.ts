import { setTimeout as after } from 'node:timers/promises';
import { hashSecret, newId, newSecret } from '@rostrum/server/identity/secrets';
import type { LinkId } from '@rostrum/shared/domain/ids';
import { ServerClock } from '../../../../web/src/lib/live/clock.ts';
import { exchange, newBrowser } from '../../lib/browser.ts';
import { startRedis } from '../../lib/redis.ts';
import type { Actor } from '../crowd/actor.ts';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import { redisStage, type Stage } from '../stage/stage.ts';

const HOUR = 3_600_000;
/** Milliseconds by which a time may be off on a machine that is busy; an hour is far beyond. */
const NEAR_MS = 5_000;
const SHIFTS = [HOUR, -HOUR] as const;

/** Clocks of nodes and pages that are wrong, in both directions at once. */
export const wrongClocks = fault({
  name: 'wrong-clocks',
  judges: 'clocks of nodes and pages an hour wrong: stamps, links and pages keep the right time',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, forMs: 20_000 },
  short: { sockets: 40, perSecond: 60, forMs: 1_000 },
  async run(run, { sockets, perSecond, forMs }) {
    const startedAt = Date.now();
    const redis = await startRedis(run, {}, run.setup);
    const stage = await redisStage(run, { url: redis.url, clockShiftsMs: SHIFTS });
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    crowd.storm(perSecond);
    await after(forMs);
    const off = await Promise.all(
      crowd.actors.map((actor, index) => isOff(actor, SHIFTS[index % 2] ?? 0)),
    );
    await crowd.settle();
    const misjudged = await linksMisjudged(stage, crowd);
    const { findings, truth } = await judge(stage, crowd);
    const { stamps } = truth;
    const isStrange = (at: number) => at < startedAt - NEAR_MS || at > Date.now() + NEAR_MS;
    return [
      { name: 'entries', value: stamps.length, least: 1 },
      { name: 'stamped wrong', value: stamps.filter(isStrange).length, most: 0 },
      {
        name: 'stamps turned back',
        value: stamps.filter((at, index) => at < (stamps[index - 1] ?? 0)).length,
        most: 0,
      },
      { name: 'pages with the wrong time', value: off.filter(Boolean).length, most: 0 },
      { name: 'links misjudged', value: misjudged, most: 0 },
      ...findings,
    ];
  },
});

/** Whether a page on a machine whose clock is wrong takes another time for the log's than it is. */
async function isOff(actor: Actor, shiftMs: number): Promise<boolean> {
  const here = () => Date.now() + shiftMs;
  const clock = new ServerClock(here(), here());
  const askedAt = here();
  const serverAt = await actor.clock();
  clock.add({ askedAt, answeredAt: here(), serverAt });
  return Math.abs(clock.at(here()) - Date.now()) > NEAR_MS;
}

/** A link that works for half an hour more, and one that no longer has for half an hour: how many times a node was wrong. */
async function linksMisjudged({ nodes, event }: Stage, crowd: Crowd): Promise<number> {
  let wrong = 0;
  for (const [leftMs, status] of [
    [HOUR / 2, 204],
    [-HOUR / 2, 403],
  ] as const) {
    const secret = newSecret();
    const link = {
      id: newId<LinkId>(),
      role: 'moderator' as const,
      hash: hashSecret(secret),
      expiresAt: Date.now() + leftMs,
    };
    crowd.desks[0]?.act(crowd.newId(), { type: 'roles.grant', link });
    await crowd.settle();
    for (const { url } of nodes) {
      const browser = await newBrowser({ ...event, url });
      const answer = await exchange(browser, event.code, secret);
      if (answer.status !== status) wrong += 1;
    }
  }
  return wrong;
}
