import * as assert from 'uvu/assert';
import * as ws from 'ws';
import { packetOf, SharedPackets } from '@rostrum/server/sockets/packet';
import { textFrame } from '@rostrum/server/sockets/frame';
import { welcomeSchema, type PatchMessage } from '@rostrum/shared/protocol/down';
import { MARK_LENGTH } from '@rostrum/shared/domain/limits';
import { view } from '@rostrum/shared/domain/view';
import { askApproved, newEvent } from '../lib/event.ts';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('frame');
const MARK = '0'.repeat(MARK_LENGTH);

/** The frame as `ws` makes it. */
function framedByWs(text: string): Buffer {
  const options = { fin: true, opcode: 1, mask: false, readOnly: false, rsv1: false };
  const { Sender } = ws as unknown as {
    Sender: { frame(data: Buffer, options: object): Buffer[] };
  };
  return Buffer.concat(Sender.frame(Buffer.from(text), options));
}

test('SOCK-20 a text of any length is framed as ws frames it', () => {
  for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]) {
    const text = 'x'.repeat(length);
    assert.ok(Buffer.concat(textFrame(text)).equals(framedByWs(text)), `${length} bytes`);
  }
});

test('SOCK-20 the parts of a frame make one text, counted in bytes', () => {
  const parts = ['من ', Buffer.from('pays — '), 'qui ? '.repeat(40), '🗳'];
  assert.ok(Buffer.concat(textFrame(...parts)).equals(framedByWs(parts.join(''))));
});

/** What a client would read of a frame. */
function textOf(frame: readonly Buffer[]): string {
  const bytes = Buffer.concat(frame);
  const length = bytes[1] as number;
  return bytes.toString('utf8', length < 126 ? 2 : length === 126 ? 4 : 10);
}

test('SOCK-20 a packet is what Socket.IO would send of it', () => {
  assert.is(textOf(packetOf('bye', { reason: 'busy' }).frame), '42["bye",{"reason":"busy"}]');
});

test('SOCK-20 a patch and a view are serialised once for all who get them', () => {
  const packets = new SharedPackets();
  const patch: PatchMessage = { from: 1, seq: 2, mark: MARK };
  assert.is(packets.patch(patch), packets.patch(patch));
  const state = newEvent();
  askApproved(state);
  const shared = view(state, 'public');
  const [ana, ben] = [1, 2].map((seq) => {
    const mine = { seq, votes: [], questions: [] };
    return {
      surface: 'phone',
      role: 'attendee',
      seq,
      mark: MARK,
      now: 1,
      view: shared,
      mine,
    } as const;
  }) as [never, never];
  const [toAna, toBen] = [packets.welcome(ana).frame, packets.welcome(ben).frame];
  assert.is(toAna[1], toBen[1]);
  for (const [frame, welcome] of [
    [toAna, ana],
    [toBen, ben],
  ] as const) {
    const [name, message] = JSON.parse(textOf(frame).slice(2)) as [string, unknown];
    assert.is(name, 'welcome');
    assert.equal(welcomeSchema.parse(message), welcome);
  }
});

run();
