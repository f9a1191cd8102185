import { setTimeout as after } from 'node:timers/promises';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import { twoNodes } from '../stage/stage.ts';

const ROUNDS_MAX = 100;

/** Clients whose network goes and comes, each back at the other node. */
export const flapping = fault({
  name: 'flapping',
  judges: 'fifty clients that lose their network every 2 s: no gap, nothing twice',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, flapping: 50, everyMs: 2_000, rounds: 15 },
  short: { sockets: 40, perSecond: 60, flapping: 20, everyMs: 700, rounds: 3 },
  async run(run, { sockets, perSecond, flapping, everyMs, rounds }) {
    const stage = await twoNodes(run);
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    const flappers = run.chance.shuffle(crowd.actors).slice(0, flapping);
    crowd.storm(perSecond);
    const returned = () => flappers.reduce((sum, { awayMs }) => sum + awayMs.length, 0);
    const enough = flapping * rounds * 0.5;
    // On a busy machine many are lost again before they are back: more rounds, until enough were.
    for (let round = 0; round < rounds || (returned() < enough && round < ROUNDS_MAX); round += 1) {
      await Promise.all(
        flappers.map(async (actor) => {
          await after(run.chance.next() * everyMs);
          actor.drop();
        }),
      );
    }
    const settleMs = await crowd.settle();
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    const gaps = crowd.actors.reduce((sum, actor) => sum + actor.gaps, 0);
    return [
      { name: 'returns', value: returned(), least: enough },
      { name: 'gaps', value: gaps, most: 0 },
      { name: 'settled after', value: settleMs, unit: 'ms' },
      ...findings,
    ];
  },
});
