import { clientFrame } from './frames.ts';
import type { Hall } from './hall.ts';
import { measure } from './measure.ts';
import type { Saturation, Window } from './orders.ts';

/** The server lets each socket send ten messages a second. */
const DESKS = 32;
/** Changes of the stage under way: one that goes out, and the next one, so that the server has no rest. */
const UNDER_WAY = 2;

/** Puts one question after the other on stage; each change is one patch to everyone, at once. */
export async function saturate(hall: Hall, order: Saturation): Promise<Window> {
  const { warmUpMs, measureMs, pids } = order;
  const { moderator, questions } = hall.target;
  const own = { surface: 'desk', ...(moderator && { cookie: moderator }) } as const;
  const desks = Array.from({ length: DESKS }, () => hall.newPhone(own));
  for (const desk of desks) await desk.open();
  const refusals: string[] = [];
  let sent = 0;
  const stageNext = () => {
    const number = hall.nextNumber();
    const question = questions[sent % questions.length];
    const action = { type: 'moderation.stage', question };
    const act = JSON.stringify(['act', { id: `${hall.mark}${number}`, action }]);
    desks[sent % DESKS]?.send(clientFrame(`42${number}${act}`));
    sent += 1;
  };
  hall.onAnswer = ({ seq, reason }) => {
    if (seq === undefined) refusals.push(reason);
    else stageNext();
  };
  for (let count = 0; count < UNDER_WAY; count += 1) stageNext();
  const window = await measure(hall, pids, { fromMs: warmUpMs, lengthMs: measureMs });
  hall.onAnswer = () => {};
  for (const desk of desks) desk.drop();
  if (refusals.length > 0) throw new Error(`the stage was refused: ${refusals[0]}`);
  return window;
}
