import type { EventId } from '@rostrum/shared/domain/ids';

// Under one hash tag each, so that a cluster keeps what belongs together on one server.
export const CODES = 'rostrum:{registry}:codes';
export const EPOCH = 'rostrum:{registry}:epoch';

export const keysOf = (event: EventId) => ({
  log: `rostrum:{${event}}:log`,
  head: `rostrum:{${event}}:head`,
  snapshot: `rostrum:{${event}}:snapshot`,
});

export const channelOf = (event: EventId) => `rostrum:{${event}}`;

/** The event of a channel; undefined when it is none of ours. */
export function eventOfChannel(channel: string): EventId | undefined {
  return /^rostrum:\{(\w+)\}$/.exec(channel)?.[1] as EventId | undefined;
}
