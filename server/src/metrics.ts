import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What this node counts; read at `/metrics`. Nothing here is about a person. */
export interface Metrics {
  registry: Registry;
  sockets: Gauge<'surface'>;
  actions: Counter<'type' | 'outcome'>;
  actionSeconds: Histogram;
  patches: Counter<'audience'>;
  patchFrames: Counter<'way'>;
  cutSockets: Counter;
}

export function createMetrics(roomCount: () => number, heldCount: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: 'rostrum_rooms',
    help: 'Events open on this node',
    registers,
    collect() {
      this.set(roomCount());
    },
  });
  new Gauge({
    name: 'rostrum_held_events',
    help: 'Events that are less than they were, and are not opened',
    registers,
    collect() {
      this.set(heldCount());
    },
  });
  return {
    registry,
    sockets: new Gauge({
      name: 'rostrum_sockets',
      help: 'Sockets connected to this node',
      labelNames: ['surface'],
      registers,
    }),
    actions: new Counter({
      name: 'rostrum_actions_total',
      help: 'Actions answered, by type and by outcome',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    actionSeconds: new Histogram({
      name: 'rostrum_action_seconds',
      help: 'Seconds from receiving an action to its outcome',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    patches: new Counter({
      name: 'rostrum_patches_total',
      help: 'Patches sent, one for all sockets of an audience',
      labelNames: ['audience'],
      registers,
    }),
    patchFrames: new Counter({
      name: 'rostrum_patch_frames_total',
      help: 'Patches sent to one socket: straight to its connection, or through Socket.IO',
      labelNames: ['way'],
      registers,
    }),
    cutSockets: new Counter({
      name: 'rostrum_cut_sockets_total',
      help: 'Times a slow socket was cut off from patches until it caught up',
      registers,
    }),
  };
}
