import { setTimeout as after } from 'node:timers/promises';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import { twoNodes } from '../stage/stage.ts';
import type { Line } from '../crowd/ledger.ts';

/** What the server says of a message rather than of the event: nobody of the crowd sends such messages. */
const FAILURES: ReadonlySet<string> = new Set([
  'invalid',
  'too_large',
  'unknown_event',
  'no_session',
  'unknown_message',
  'old_version',
]);

/** Every node is stopped in good order and started again, one after the other, as for a new version. */
export const rollingRestart = fault({
  name: 'rolling-restart',
  judges: 'every node restarted in turn under load: no action fails, nobody is away for over 2 s',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, rounds: 3, betweenMs: 3_000 },
  short: { sockets: 40, perSecond: 60, rounds: 1, betweenMs: 200 },
  async run(run, { sockets, perSecond, rounds, betweenMs }) {
    const stage = await twoNodes(run, { isProxied: run.setup === 'shipped' });
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    crowd.storm(perSecond);
    let badly = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const node of stage.nodes) {
        await after(betweenMs);
        if ((await node.end('SIGTERM')) !== 0) badly += 1;
        await node.restart();
        await crowd.allCurrent();
      }
    }
    const settledMs = await crowd.settle();
    const { findings } = await judge(stage, crowd);
    const away = crowd.actors.flatMap(({ awayMs }) => awayMs);
    return [
      { name: 'failed', value: crowd.ledger.lines.filter(hasFailed).length, most: 0 },
      { name: 'away at most', value: Math.max(...away), unit: 'ms', most: 2_000 },
      { name: 'times away', value: away.length, least: sockets },
      { name: 'ended badly', value: badly, most: 0 },
      { name: 'settled after', value: settledMs, unit: 'ms' },
      ...findings,
    ];
  },
});

function hasFailed({ outcome }: Line): boolean {
  return outcome === undefined || (!outcome.ok && FAILURES.has(outcome.reason));
}
