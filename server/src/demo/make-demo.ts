import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Action } from '@rostrum/shared/domain/actions';
import type { ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Actor } from '@rostrum/shared/domain/turn';
import { createdEventSchema, type CreatedEvent } from '@rostrum/shared/protocol/http';
import type { App } from '../app.ts';
import { newId } from '../identity/secrets.ts';
import { privateFolder } from '../private-files.ts';
import { createEvent } from '../rooms/create-event.ts';
import type { Room } from '../rooms/room.ts';
import { demoEvent } from './programme.ts';
import { DEMO_QUESTIONS } from './questions.ts';

const FILE = 'demo.json';

/**
 * The demo event of this data folder: made at the very first start, found again
 * later, and none once the folder holds other events only. Its links are kept in
 * a file of mode 600, so that a second start can tell them: it is a demo. Where
 * there can be no such file, as on a node that keeps none, only the first tells them.
 */
export async function demoOf(
  { log, rooms }: Pick<App, 'log' | 'rooms'>,
  folder: string,
): Promise<CreatedEvent | undefined> {
  const file = join(folder, FILE);
  if (!(await log.isEmpty())) return kept(file);
  const { event, ...created } = await createEvent(log, rooms, demoEvent(log.now()));
  await keep(file, created).catch(() => {});
  await rooms.with(event, (room) => fill(room));
  return created;
}

async function keep(file: string, created: CreatedEvent): Promise<void> {
  await privateFolder(dirname(file));
  await writeFile(file, JSON.stringify(created), { mode: 0o600 });
}

async function kept(file: string): Promise<CreatedEvent | undefined> {
  try {
    return createdEventSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Asks, approves, upvotes and starts the programme, as people would. */
async function fill(room: Room): Promise<void> {
  const link = [...room.state.links.values()].find((each) => each.role === 'organiser')?.id;
  const organiser: Actor = { participant: newId<ParticipantId>(), ...(link ? { link } : {}) };
  const people = Array.from({ length: 24 }, () => newId<ParticipantId>());
  const act = async (by: Actor, action: Action, id = newId()) => {
    const outcome = await room.act(by, id, action);
    if (!outcome.ok) throw new Error(`the demo's ${action.type} was refused: ${outcome.reason}`);
  };
  for (const [index, { text, asker, votes, approved }] of DEMO_QUESTIONS.entries()) {
    const id = newId();
    const question = id as string as QuestionId;
    const author = people[index] as ParticipantId;
    await act({ participant: author }, { type: 'question.ask', text, asker }, id);
    if (approved) await act(organiser, { type: 'moderation.approve', question, revision: 1 });
    const voters = people.slice(0, votes);
    await Promise.all(
      voters.map((participant) => act({ participant }, { type: 'question.upvote', question })),
    );
  }
  await act(organiser, { type: 'programme.start' });
}
