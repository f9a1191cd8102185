import type { Action } from '@rostrum/shared/domain/actions';
import type { Code, ParticipantId, QuestionId } from '@rostrum/shared/domain/ids';
import type { Actor } from '@rostrum/shared/domain/turn';
import type { App } from '@rostrum/server/app';
import { newId } from '@rostrum/server/identity/secrets';

/** Cues that are over when the pictures are made: the fifth, the questions to the panel, is on air. */
const CUES_DONE = 4;

/** Brings the demo to its most telling moment: the dialogue is on, one question is answered, one is on stage. */
export async function playTheDemo({ rooms }: App, code: Code): Promise<void> {
  const event = await rooms.find(code);
  if (!event) throw new Error(`no event ${code}`);
  await rooms.with(event, async (room) => {
    const link = [...room.state.links.values()].find(({ role }) => role === 'organiser')?.id;
    const organiser: Actor = { participant: newId<ParticipantId>(), ...(link ? { link } : {}) };
    const act = async (action: Action) => {
      const outcome = await room.act(organiser, newId(), action);
      if (!outcome.ok) throw new Error(`${action.type} was refused: ${outcome.reason}`);
    };
    for (let done = 0; done < CUES_DONE; done += 1) {
      const from = room.state.running?.cue;
      if (from) await act({ type: 'programme.next', from });
    }
    const approved = [...room.state.questions.values()]
      .filter(({ state }) => state === 'approved')
      .map(({ id }): QuestionId => id);
    const [first, second, third] = approved;
    if (second) await act({ type: 'moderation.answered', question: second });
    if (third) await act({ type: 'moderation.pin', question: third });
    if (first) await act({ type: 'moderation.stage', question: first });
  });
}
