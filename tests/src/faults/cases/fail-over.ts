import { setTimeout as after } from 'node:timers/promises';
import { until } from '../../lib/harness.ts';
import { startSentinels, type RedisProcess } from '../../lib/redis.ts';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { fault } from '../fault.ts';
import { redisStage } from '../stage/stage.ts';

/** The master of a Redis under Sentinel dies; what its replica had not been told the nodes put back. */
export const failOver = fault({
  name: 'fail-over',
  judges:
    'a replica takes over: what Redis lost the nodes put back, and nothing acknowledged is gone',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, rounds: 4, unheardMs: 1_000 },
  short: { sockets: 40, perSecond: 60, rounds: 1, unheardMs: 400 },
  async run(run, { sockets, perSecond, rounds, unheardMs }) {
    const { url, master, replicas, sentinels } = await startSentinels(run, 1, run.setup);
    const servers = [master, ...replicas];
    const stage = await redisStage(run, { url });
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    const sentinel = (sentinels[0] as RedisProcess).client();
    const masterPort = async () => {
      const [, port] = (await sentinel.call('SENTINEL', 'get-master-addr-by-name', 'rostrum')) as [
        string,
        string,
      ];
      return Number(port);
    };
    crowd.storm(perSecond);
    for (let round = 0; round < rounds; round += 1) {
      const port = await masterPort();
      const victim = servers.find((server) => server.port === port) as RedisProcess;
      const heir = servers.find((server) => server !== victim) as RedisProcess;
      await isFollowing(heir);
      await after(1_000);
      // In every other round the replica hears nothing for a while before: then there is something to lose.
      if (round % 2 === 0) {
        await unheard(victim, heir);
        await after(unheardMs);
      }
      victim.kill('SIGKILL');
      await victim.gone();
      await until(async () => (await masterPort()) === heir.port, {
        everyMs: 100,
        what: 'another master',
      });
      await heir.client().config('SET', 'masterauth', heir.masterAuth);
      await victim.restart();
    }
    const settledMs = await crowd.settle();
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    const putBack = stage.nodes.flatMap((node) => node.output().match(/put back \d+ to/g) ?? []);
    return [
      { name: 'fail-overs', value: rounds },
      { name: 'times something was put back', value: putBack.length, least: 1 },
      { name: 'settled after', value: settledMs, unit: 'ms' },
      ...findings,
    ];
  },
});

/** From now on what the master is told does not reach its replica, which goes on trying. */
async function unheard(master: RedisProcess, replica: RedisProcess): Promise<void> {
  await replica.client().config('SET', 'masterauth', 'of nobody');
  await master.client().call('CLIENT', 'KILL', 'TYPE', 'replica');
}

async function isFollowing(replica: RedisProcess): Promise<void> {
  const client = replica.client();
  const isLinked = async () => {
    const info = await client.info('replication').catch(() => '');
    return info.includes('role:slave') && info.includes('master_link_status:up');
  };
  await until(isLinked, { everyMs: 100, what: 'a replica that follows' });
}
