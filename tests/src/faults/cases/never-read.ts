import { setTimeout as after } from 'node:timers/promises';
import type { View } from '@rostrum/shared/domain/view';
import type { LiveEvent } from '../../lib/browser.ts';
import { Crowd } from '../crowd/crowd.ts';
import { deafPoller, deafSocket } from '../crowd/deaf.ts';
import { judge } from '../crowd/judge.ts';
import { WAIT_MS } from '../../lib/limits.ts';
import { fault, type Run } from '../fault.ts';
import type { Node } from '../stage/node.ts';
import { sqliteStage } from '../stage/stage.ts';

const MB = 2 ** 20;
/** Milliseconds between looks at the memory. */
const LOOK_MS = 250;
/** Milliseconds that a deaf client stays; the server closes it after 30 seconds of what it does not take. */
const STAYS_MS = 40_000;

/** Clients that take nothing in, while everyone is sent more than a network holds. */
export const neverRead = fault({
  name: 'never-read',
  judges: 'fifty clients that never read cost their node little memory, and nothing is lost',
  full: {
    sockets: 300,
    perSecond: 100,
    bulk: 5,
    deaf: 50,
    warmUpMs: 300_000,
    forMs: 300_000,
    endsWhenCut: false,
    mostMb: 50,
  },
  short: {
    sockets: 60,
    perSecond: 20,
    bulk: 38,
    deaf: 50,
    warmUpMs: 20_000,
    forMs: WAIT_MS,
    endsWhenCut: true,
    // Its peaks are short, and so depend on when garbage is collected; kept for them, it would be hundreds.
    mostMb: 120,
  },
  async run(run, { sockets, perSecond, bulk, deaf, warmUpMs, forMs, endsWhenCut, mostMb }) {
    const stage = await sqliteStage(run);
    const [node] = stage.nodes as [Node];
    const crowd = await Crowd.open(run, { ...stage, sockets, chance: run.chance });
    crowd.storm(perSecond);
    const bulky = setInterval(() => setLargeProgramme(crowd), 1_000 / bulk);
    run.after(() => clearInterval(bulky));
    const cuts = () => node.metric('rostrum_cut_sockets_total');
    // The peak of the same storm with nobody deaf: garbage is collected late, and the log grows by itself.
    const before = await mostMemory(node, warmUpMs);
    await comeAndStayDeaf(run, stage.event, deaf);
    const isEnough = async () => endsWhenCut && (await cuts()) >= deaf;
    const during = await mostMemory(node, forMs, isEnough);
    clearInterval(bulky);
    const cut = await cuts();
    await crowd.settle();
    await crowd.allCurrent();
    const { findings } = await judge(stage, crowd);
    return [
      { name: 'memory added', value: (during - before) / MB, unit: 'MB', most: mostMb },
      { name: 'memory before', value: before / MB, unit: 'MB' },
      { name: 'times cut off', value: cut, least: deaf },
      ...findings,
    ];
  },
});

/** Close to what a message may be at most; everyone is sent all of it. */
function setLargeProgramme(crowd: Crowd): void {
  const id = crowd.newId();
  const desk = crowd.chance.pick(crowd.desks);
  const { programme, onAir } = desk.view as View<'desk'>;
  const kept = programme.cues.filter((cue) => cue.id === onAir.running?.cue);
  const speakers = Array.from({ length: 12 }, (_, index) => ({
    name: `${index} ${id}`.padEnd(80, '.'),
  }));
  const added = Array.from({ length: 10 }, (_, index) => {
    return {
      id: crowd.newId(),
      title: `Cue ${index}`,
      kind: 'panel',
      speakers,
      durationMs: 60_000,
    };
  });
  const large = { startAt: programme.startAt, cues: [...kept, ...added] } as never;
  desk.act(id, { type: 'programme.set', programme: large });
}

/** Bytes, the most that is seen within the time, or until there was enough. */
async function mostMemory(
  node: Node,
  forMs: number,
  isEnough: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<number> {
  const endsAt = performance.now() + forMs;
  let most = 0;
  while (performance.now() < endsAt && !(await isEnough())) {
    most = Math.max(most, await node.rssBytes());
    await after(LOOK_MS);
  }
  return most;
}

/** Four in five by WebSocket, the others by polling; each comes again when it has been cut off for good. */
async function comeAndStayDeaf(run: Run, event: LiveEvent, count: number): Promise<void> {
  const comeAll = () =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        index % 5 === 0 ? deafPoller(event) : deafSocket(run, event, STAYS_MS),
      ),
    );
  await comeAll();
  const again = setInterval(
    () => void comeAll().catch((error) => run.say(String(error))),
    STAYS_MS,
  );
  run.after(() => clearInterval(again));
}
