/**
 * Preloaded into a server (`--import`), without changing what it does: on
 * SIGUSR2 it prints a line for each event that was opened, with the seq and the
 * hash of this node's state.
 */
import { createHash } from 'node:crypto';
import { isMainThread } from 'node:worker_threads';
import type { EventId } from '@rostrum/shared/domain/ids';
import { serialise } from '@rostrum/shared/domain/snapshot';
import { Rooms } from '@rostrum/server/rooms/rooms';

const opened = new Map<EventId, Rooms>();

function watch(): void {
  // The prototype's, to be called on whatever rooms there are.
  const enter = Object.getOwnPropertyDescriptor(Rooms.prototype, 'enter')?.value as Rooms['enter'];
  Rooms.prototype.enter = function (event) {
    opened.set(event, this);
    return enter.call(this, event);
  };
  process.on('SIGUSR2', () => void tell());
}

async function tell(): Promise<void> {
  for (const [event, rooms] of opened) {
    const line = await rooms
      .with(event, ({ state }) => {
        const hash = createHash('sha256').update(serialise(state)).digest('hex');
        return { event, seq: state.seq, hash };
      })
      .catch((error: unknown) => ({ event, trouble: String(error) }));
    process.stdout.write(`state ${JSON.stringify(line)}\n`);
  }
}

if (isMainThread) watch();
