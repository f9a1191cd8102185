import * as assert from 'uvu/assert';
import { createEvent } from '../lib/browser.ts';
import { enter } from '../lib/client.ts';
import { suite, until } from '../lib/harness.ts';
import { startServer } from '../lib/server.ts';

const { test, run } = suite('due');

test('PROG-33 a linked cue starts by itself, once, with nobody pressing', async (t) => {
  const event = await createEvent(await startServer(t));
  const show = await enter(t, event, 'show', 'caller');
  const phone = await enter(t, event, 'phone');
  const onAir = () => phone.view.onAir;
  const { cues } = show.view.programme;
  const [first, second] = cues.map(({ id }) => id);
  assert.ok(first && second);
  const short = { type: 'programme.edit', cue: first, set: { durationMs: 1_000 } } as const;
  await show.act(short);
  await show.act({ type: 'programme.edit', cue: second, set: { linked: true } });
  await show.act({ type: 'programme.start' });
  await until(() => onAir().running?.cue === second, { what: 'the linked cue' });
  const { ran } = show.view.onAir;
  assert.is(ran?.[first]?.endedAt, onAir().running?.startedAt);
  assert.is((ran?.[first]?.endedAt ?? 0) - (ran?.[first]?.startedAt ?? 0), 1_000);
});

run();
