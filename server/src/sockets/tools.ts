import type { Presence } from '../live/presence.ts';
import type { Metrics } from '../metrics.ts';
import type { Meter } from './meter.ts';
import type { SharedPackets } from './packet.ts';
import type { Wires } from './wire.ts';

/** What all sockets of a node share. */
export interface Tools {
  readonly metrics: Metrics;
  readonly presence: Presence;
  readonly packets: SharedPackets;
  readonly meter: Meter;
  readonly wires: Wires;
}
