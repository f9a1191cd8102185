import type { DownEvents, PatchMessage, Welcome } from '@rostrum/shared/protocol/down';
import { textFrame } from './frame.ts';

type Name = keyof DownEvents;

/** Engine.IO's 4 for a message, then Socket.IO's 2 for an event without an acknowledgement. */
const EVENT = '42';

/** A message to clients, and its WebSocket frame: made once, the same bytes for whoever gets it. */
export interface Packet {
  readonly name: Name;
  readonly message: Parameters<DownEvents[Name]>[0];
  readonly frame: readonly Buffer[];
}

export function packetOf<Sent extends Name>(
  name: Sent,
  message: Parameters<DownEvents[Sent]>[0],
): Packet {
  return { name, message, frame: textFrame(EVENT + JSON.stringify([name, message])) };
}

/** Patches and views are made once for many, and serialised once for them. */
export class SharedPackets {
  readonly #patches = new WeakMap<PatchMessage, Packet>();
  readonly #views = new WeakMap<Welcome['view'], Buffer>();

  patch(patch: PatchMessage): Packet {
    const made = this.#patches.get(patch) ?? packetOf('patch', patch);
    this.#patches.set(patch, made);
    return made;
  }

  /** The view is by far its largest part, and the only one that is not one client's own. */
  welcome(message: Welcome): Packet {
    const { view, ...own } = message;
    const bytes = this.#views.get(view) ?? Buffer.from(JSON.stringify(view));
    this.#views.set(view, bytes);
    const before = JSON.stringify(['welcome', own]).slice(0, -'}]'.length);
    return {
      name: 'welcome',
      message,
      frame: textFrame(`${EVENT}${before},"view":`, bytes, '}]'),
    };
  }
}
