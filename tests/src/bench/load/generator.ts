/** The load generator: a process of its own, told what to do by {@link ToGenerator} messages. */
import { Hall } from './hall.ts';
import type { FromGenerator, Orders, ToGenerator } from './orders.ts';
import { saturate } from './saturation.ts';
import { vote } from './voting.ts';

let gathered: Hall | undefined;

function hall(): Hall {
  if (!gathered) throw new Error('nobody has come yet');
  return gathered;
}

const orders: Orders = {
  gather: async (order) => {
    gathered = await Hall.gather(order);
  },
  vote: (order) => vote(hall(), order),
  saturate: (order) => saturate(hall(), order),
  dropAll: async () => hall().dropAll(),
  comeBack: ({ resume, pids }) => hall().comeBack(resume, pids),
};

async function obey({ name, order }: ToGenerator): Promise<FromGenerator> {
  try {
    return { ok: true, result: await orders[name](order as never) };
  } catch (error) {
    return { ok: false, trouble: error instanceof Error ? error.message : String(error) };
  }
}

process.once('disconnect', () => process.exit());
process.on('message', (message: ToGenerator) => {
  void obey(message).then((answer) => process.send?.(answer));
});
