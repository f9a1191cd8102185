import type { ParticipantId } from '@rostrum/shared/domain/ids';
import { mineOf } from '@rostrum/shared/domain/mine';
import { audienceSchema, type Audience } from '@rostrum/shared/domain/view';
import type { PatchMessage } from '@rostrum/shared/protocol/down';
import type { Place } from '@rostrum/shared/protocol/place';
import type { Presence } from '@rostrum/shared/protocol/presence';
import type { Room } from '../rooms/room.ts';
import { onceDrained } from './backlog.ts';
import { catchUp } from './catch-up.ts';
import { Crowd } from './crowd.ts';
import { Line } from './line.ts';
import { packetOf } from './packet.ts';
import type { Tools } from './tools.ts';

/** Those who work at the event, and are told who is here. */
export function isCrew(audience: Audience): boolean {
  return audience === 'desk' || audience === 'show';
}

/** What an audience of the crew is told of who is here: what desks have in hand, and what bursts, goes to desks only. */
export function presenceFor(audience: Audience, presence: Presence): Presence {
  if (audience === 'desk') return presence;
  const { desk: _desk, bursts: _bursts, ...counts } = presence;
  return counts;
}

/** Who hears what of one room on this node. */
export class Audiences {
  readonly #room: Room;
  readonly #tools: Tools;
  readonly #crowds: ReadonlyMap<Audience, Crowd>;
  /** Each participant's own. Nearly everyone has one only, which then stands for itself. */
  readonly #own = new Map<ParticipantId, Line | readonly Line[]>();
  /** Those that are told nothing until they have taken in what they were. */
  readonly #behind = new Set<Line>();

  constructor(room: Room, tools: Tools) {
    this.#room = room;
    this.#tools = tools;
    const toldTo = { seq: room.state.seq, mark: room.mark };
    const onBehind = (line: Line) => this.#cut(line);
    this.#crowds = new Map(
      audienceSchema.options.map((audience) => [audience, new Crowd({ toldTo, tools, onBehind })]),
    );
  }

  /** Clients that are told of changes. */
  get size(): number {
    return [...this.#crowds.values()].reduce((sum, { size }) => sum + size, 0);
  }

  get isEmpty(): boolean {
    return this.size + this.#behind.size === 0;
  }

  /** Brings a client from `place` to now, and lets it hear what comes. */
  enter(line: Line, place: Place | undefined): void {
    this.#behind.delete(line);
    catchUp(line, this.#room, place, this.#tools.packets);
    const { participant } = line.socket.data.visitor;
    this.#crowdOf(line).add(line);
    this.#setOwn(participant, [...this.#ownOf(participant), line]);
  }

  /** Nothing more is sent to this client. */
  leave(line: Line): void {
    const { participant } = line.socket.data.visitor;
    this.#behind.delete(line);
    this.#crowdOf(line).delete(line);
    const others = this.#ownOf(participant).filter((other) => other !== line);
    this.#setOwn(participant, others);
  }

  patch(audience: Audience, patch: PatchMessage): void {
    this.#crowds.get(audience)?.tell(patch);
  }

  /** Sends a participant what is their own, if they have at least so many lines. */
  mine(participant: ParticipantId, atLeast: number): void {
    const lines = this.#ownOf(participant);
    if (lines.length < atLeast) return;
    const packet = packetOf('mine', mineOf(this.#room.state, participant));
    for (const line of lines) {
      line.send(packet);
      if (line.isBehind) this.#cut(line);
    }
  }

  /** Tells the crew who is here. */
  presence(counts: Presence): void {
    for (const [audience, crowd] of this.#crowds) {
      if (isCrew(audience)) crowd.send(packetOf('presence', presenceFor(audience, counts)));
    }
  }

  /** Sends what is on its way to some already. */
  finish(): void {
    for (const crowd of this.#crowds.values()) crowd.finish();
  }

  /** So that nothing more is buffered for a client, until it has taken in what there is. */
  #cut(line: Line): void {
    const { toldTo } = this.#crowdOf(line);
    this.leave(line);
    this.#behind.add(line);
    this.#tools.metrics.cutSockets.inc();
    onceDrained(line, () => this.enter(line, toldTo));
  }

  #crowdOf(line: Line): Crowd {
    return this.#crowds.get(line.socket.data.visitor.audience) as Crowd;
  }

  #ownOf(participant: ParticipantId): readonly Line[] {
    const own = this.#own.get(participant) ?? [];
    return own instanceof Line ? [own] : own;
  }

  #setOwn(participant: ParticipantId, lines: readonly Line[]): void {
    const [first, ...others] = lines;
    if (first) this.#own.set(participant, others.length > 0 ? lines : first);
    else this.#own.delete(participant);
  }
}
