import type { z } from 'zod';
import { actionTypes, type ActionType } from '@rostrum/shared/domain/actions';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { MARK_LENGTH } from '@rostrum/shared/domain/limits';
import { reasonSchema } from '@rostrum/shared/domain/reasons';
import { actSchema, clockSchema, helloSchema, syncSchema } from '@rostrum/shared/protocol/up';
import { PROTOCOL_VERSION } from '@rostrum/shared/protocol/version';
import { exchange, newBrowser, secretOf } from '../../lib/browser.ts';
import { idOf } from '../../lib/event.ts';
import { malformed as faultsOf } from '../../lib/malformed.ts';
import { jsonSchemaOf } from '../../lib/json-schema.ts';
import { Crowd } from '../crowd/crowd.ts';
import { judge } from '../crowd/judge.ts';
import { Mix } from '../crowd/mix.ts';
import { fault, type Run } from '../fault.ts';
import type { Node } from '../stage/node.ts';
import { sqliteStage, type Stage } from '../stage/stage.ts';
import { mutated } from './mutate.ts';
import { hostileFrames } from './raw-frames.ts';
import { Speaker } from './speaker.ts';

/** What is larger ends the connection unread. */
const MESSAGE_MAX = 32 * 1024 - 100;
/** Of one message's mutations, which share is drawn at random; the others break one thing in every way. */
const RANDOM = 0.5;

/** Messages that nobody sends by mistake. */
export const malformed = fault({
  name: 'malformed',
  judges: 'mutated messages of every type and raw frames: a typed error each, no entry, no crash',
  full: { perType: 5_000, frames: 10_000 },
  short: { perType: 80, frames: 600 },
  async run(run, { perType, frames }) {
    const stage = await sqliteStage(run);
    const [node] = stage.nodes as [Node];
    const crowd = await Crowd.open(run, { ...stage, sockets: 20, chance: run.chance });
    const before = await node.state();
    const speaker = await organiserSpeaker(run, stage);
    const counts = { sent: 0, wrong: 0 };
    for (const { name, schema, sample } of messages(run)) {
      const wrong = mutations(run, schema, sample, perType);
      const answers = await speaker.sendAll(name, wrong);
      counts.sent += answers.length;
      const isTyped = (answer: unknown) => typed(name, answer);
      counts.wrong += answers.filter((answer) => !isTyped(answer)).length;
      const odd = answers.findIndex((answer) => !isTyped(answer));
      if (odd >= 0)
        run.say(`${name} ${JSON.stringify(wrong[odd])}: ${JSON.stringify(answers[odd])}`);
    }
    const thrown = await hostileFrames(run, stage, frames);
    const after = await node.state();
    const away = crowd.actors.filter(({ awayMs, isCurrent }) => awayMs.length > 0 || !isCurrent);
    const troubles = node.output().match(/"level":[56]0/g)?.length ?? 0;
    crowd.storm(20);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await crowd.settle();
    const { findings } = await judge(stage, crowd);
    return [
      { name: 'messages', value: counts.sent, least: perType * (actionTypes.length + 3) },
      { name: 'without a typed error', value: counts.wrong, most: 0 },
      { name: 'frames', value: thrown, least: frames },
      { name: 'entries', value: after.seq - before.seq, most: 0 },
      { name: 'state changed', value: Number(after.hash !== before.hash), most: 0 },
      { name: 'others disturbed', value: away.length, most: 0 },
      { name: 'errors logged', value: troubles, most: 0 },
      ...findings,
    ];
  },
});

interface Message {
  name: string;
  schema: z.ZodType;
  sample: () => unknown;
}

/** Every message there is, an action of each type among them, and how to make a good one. */
function messages({ chance }: Run): Message[] {
  const question = idOf<QuestionId>('question');
  const things = { questions: [question], open: [question], cues: [idOf<string>('cue')] };
  const mix = new Mix(chance, () => ({ ...things, links: [] }));
  let made = 0;
  const mark = 'ab'.repeat(MARK_LENGTH / 2);
  const act = (type: ActionType) => () => ({ id: idOf(`act${(made += 1)}`), action: mix.of(type) });
  return [
    ...actionTypes.map((type) => ({ name: 'act', schema: actSchema, sample: act(type) })),
    { name: 'sync', schema: syncSchema, sample: () => ({ place: { seq: chance.below(9), mark } }) },
    { name: 'clock', schema: clockSchema, sample: () => ({}) },
    {
      name: 'hello',
      schema: helloSchema,
      sample: () => ({
        v: PROTOCOL_VERSION,
        code: 'ABC234',
        surface: 'phone',
        place: { seq: 1, mark },
      }),
    },
  ];
}

/** So many values that are almost right, and none that is. */
function mutations(
  { chance }: Run,
  schema: z.ZodType,
  sample: () => unknown,
  count: number,
): unknown[] {
  const wrong: unknown[] = [];
  const shape = jsonSchemaOf(schema);
  const take = (value: unknown) => {
    const text = JSON.stringify(value);
    if (text === undefined || text.length > MESSAGE_MAX || wrong.length >= count) return;
    // A hello that is no object is no packet of Socket.IO's: that is for the raw frames.
    if (schema === helloSchema && !text.startsWith('{')) return;
    // As it arrives: what JSON has no word for is gone.
    if (!schema.safeParse(JSON.parse(text)).success) wrong.push(value);
  };
  while (wrong.length < count) {
    const good = sample();
    if (chance.next() < RANDOM) {
      for (let times = 0; times < 20; times += 1) take(mutated(chance, good));
    } else for (const { value } of faultsOf(shape, good)) take(value);
  }
  return wrong;
}

/** A hello is refused with a reason as the error's message; everything else is answered with one. */
function typed(name: string, answer: unknown): boolean {
  if (name === 'hello') return reasonSchema.safeParse(answer).success;
  const { ok, reason } = (answer ?? {}) as { ok?: unknown; reason?: unknown };
  return ok === false && reason === 'invalid';
}

async function organiserSpeaker(run: Run, { event }: Stage): Promise<Speaker> {
  const browser = await newBrowser(event);
  await exchange(browser, event.code, secretOf(event, 'organiser'));
  return new Speaker(run, event, browser.cookie, 'desk');
}
