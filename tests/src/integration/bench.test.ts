import * as assert from 'uvu/assert';
import { Hall } from '../bench/load/hall.ts';
import { saturate } from '../bench/load/saturation.ts';
import { admit } from '../bench/load/newcomers.ts';
import { vote } from '../bench/load/voting.ts';
import { targetOf } from '../bench/runs.ts';
import { startSite, type Kind } from '../bench/site.ts';
import { suite, type Context } from '../lib/harness.ts';

const { test, run } = suite('the generator of the bench');

const PHONES = 12;
const VOTES = { rate: 60, warmUpMs: 0, measureMs: 500, voters: 'all', blocks: 2 } as const;

async function gather(t: Context, kind: Kind): Promise<Hall> {
  const site = await startSite(t, kind, { tickMs: 20, questions: 2 });
  const hall = await Hall.gather({ target: targetOf(site), phones: PHONES, observers: 4 });
  t.after(() => hall.phones.forEach((phone) => phone.drop()));
  return hall;
}

for (const kind of ['rostrum', 'bare', 'naive'] as const) {
  test(`BENCH-8 every vote through ${kind} is seen by every observer`, async (t) => {
    const hall = await gather(t, kind);
    const result = await vote(hall, { ...VOTES, pids: [] });
    assert.equal(hall.losses, []);
    assert.is.not(result.votes, 0);
    assert.equal(result.troubles, {});
    assert.is(result.unseen, 0);
    assert.ok(result.seenP99Ms < Infinity);
  });
}

test('BENCH-8 phones that come back are shown what changed, by a patch or by the whole view', async (t) => {
  const hall = await gather(t, 'rostrum');
  for (const resume of [true, false]) {
    hall.dropAll();
    await vote(hall, { ...VOTES, rate: 10, voters: 'observers', pids: [] });
    const before = { ...hall.tally };
    const { phones } = await hall.comeBack(resume, []);
    assert.is(phones, PHONES - 4);
    assert.is(hall.tally.patches - before.patches, resume ? phones : 0);
    assert.is(hall.tally.welcomes - before.welcomes, resume ? 0 : phones);
  }
});

test('BENCH-8 each change of the stage is a patch to every phone', async (t) => {
  const hall = await gather(t, 'rostrum');
  const { patches, seconds } = await saturate(hall, { warmUpMs: 0, measureMs: 300, pids: [] });
  assert.ok(seconds > 0);
  assert.ok(patches >= PHONES);
});

test('BENCH-9 a newcomer loads the page, gets its session and opens its phone with that', async (t) => {
  const hall = await gather(t, 'rostrum');
  const { welcomes } = hall.tally;
  const p99 = await admit(hall, 5, { fromMs: 0, lengthMs: 100 });
  assert.ok(p99 > 0);
  assert.is(hall.tally.welcomes - welcomes, 5);
  assert.equal(hall.losses, []);
});

run();
