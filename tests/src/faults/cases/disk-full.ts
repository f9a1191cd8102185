import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createdEventSchema, problemSchema } from '@rostrum/shared/protocol/http';
import { post, wantedEvent } from '../../lib/browser.ts';
import { until } from '../../lib/harness.ts';
import { startRedis } from '../../lib/redis.ts';
import { Crowd } from '../crowd/crowd.ts';
import { freshView, judge } from '../crowd/judge.ts';
import { fault, type Finding, type Run } from '../fault.ts';
import type { Node } from '../stage/node.ts';
import { smallDisk } from '../stage/small-disk.ts';
import { redisStage, sqliteStage, type Stage } from '../stage/stage.ts';

const KB = 1_024;

interface Sizes {
  sockets: number;
  perSecond: number;
  /** Refusals that clients hear before the disk is made larger. */
  refusals: number;
}

/** A disk that fills up under the embedded log, and a kill while it is full. */
export const diskFull = fault({
  name: 'disk-full',
  judges: 'a full disk under SQLite: reads go on, writes are refused, nothing acknowledged is lost',
  full: { sockets: 300, perSecond: 100, refusals: 500 },
  short: { sockets: 40, perSecond: 100, refusals: 50 },
  async run(run, sizes) {
    const disk = await smallDisk(run, '2m');
    const stage = await sqliteStage(run, disk);
    const [node] = stage.nodes as [Node];
    return fillAndJudge(run, stage, sizes, async () => {
      await node.end('SIGKILL');
      // What is there can be read while there is no room for more.
      await node.restart();
      await disk.grow('16m');
    });
  },
});

/** The same under Redis, which ends itself when it cannot write what it has to confirm. */
export const diskFullRedis = fault({
  name: 'disk-full-redis',
  judges: 'a full disk under Redis: reads go on, writes are refused, nothing acknowledged is lost',
  onRedis: true,
  full: { sockets: 300, perSecond: 100, refusals: 500 },
  short: { sockets: 40, perSecond: 100, refusals: 50 },
  async run(run, sizes) {
    const disk = await smallDisk(run, '2m');
    const redis = await startRedis(run, { dir: disk.outside }, run.setup);
    const stage = await redisStage(run, { url: redis.url });
    await writeFile(join(disk.outside, 'filler'), Buffer.alloc(1_900 * KB));
    return fillAndJudge(run, stage, sizes, async () => {
      redis.kill('SIGKILL');
      await redis.gone();
      await disk.grow('16m');
      await redis.restart();
    });
  },
});

/** Storms until nothing more is taken, looks at what still works, and has it `mended`. */
async function fillAndJudge(
  run: Run,
  stage: Stage,
  { sockets, perSecond, refusals }: Sizes,
  mended: () => Promise<void>,
): Promise<Finding[]> {
  const [node] = stage.nodes as [Node];
  const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
  const { ledger } = crowd;
  crowd.storm(perSecond);
  const isFull = () => ledger.undecided('unavailable') >= refusals;
  await until(isFull, { what: 'a full disk' });
  crowd.calm();
  const seen = await freshView(stage, crowd, node.url);
  const created = await post(`${node.url}/api/events`, wantedEvent);
  const told: unknown = await created.json();
  const healthy = await node.status('/healthz');
  const unready = await becomes(node, 503);
  await mended();
  const settledMs = await crowd.settle();
  await crowd.allCurrent();
  const ready = await becomes(node, 200);
  const isRight =
    created.status === 201
      ? await isThere(node, createdEventSchema.parse(told).code)
      : created.status === 503 && problemSchema.parse(told).error === 'unavailable';
  const { findings } = await judge(stage, crowd);
  return [
    { name: 'refused while full', value: ledger.undecided('unavailable'), least: refusals },
    { name: 'refused otherwise', value: ledger.undecidedOtherwise('unavailable'), most: 0 },
    { name: 'questions seen while full', value: Object.keys(seen.questions).length, least: 1 },
    { name: 'a new event refused, or kept', value: Number(isRight), least: 1 },
    { name: 'healthy while full', value: Number(healthy === 200), least: 1 },
    { name: 'not ready while full', value: Number(unready), least: 1 },
    { name: 'ready after', value: Number(ready), least: 1 },
    { name: 'settled after', value: settledMs, unit: 'ms' },
    ...findings,
  ];
}

/** Whether `/readyz` comes to that. What was refused may have been larger than what is tried next. */
function becomes(node: Node, status: number): Promise<boolean> {
  const isSo = async () => (await node.status('/readyz')) === status;
  return until(isSo, { what: `readyz of ${status}` }).catch(() => false);
}

/** Something small may have found room: then it must have stayed. */
async function isThere({ url }: Node, code: string): Promise<boolean> {
  return (await fetch(`${url}/api/events/${code}`)).status === 200;
}
