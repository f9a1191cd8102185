import type { Metrics } from '../metrics.ts';
import type { Meter } from './meter.ts';
import type { SharedPackets } from './packet.ts';
import type { Wires } from './wire.ts';

/** What all sockets of a node share. */
export interface Tools {
  readonly metrics: Metrics;
  readonly packets: SharedPackets;
  readonly meter: Meter;
  readonly wires: Wires;
}
