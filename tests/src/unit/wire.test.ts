import { Socket as Connection } from 'node:net';
import * as assert from 'uvu/assert';
import { Line } from '@rostrum/server/sockets/line';
import { packetOf } from '@rostrum/server/sockets/packet';
import type { IoSocket } from '@rostrum/server/sockets/types';
import { Wires } from '@rostrum/server/sockets/wire';
import { suite } from '../lib/harness.ts';

const { test, run } = suite('wire');
const bye = packetOf('bye', { reason: 'busy' });

/** A connection that keeps what is written to it. */
class FakeConnection extends Connection {
  readonly written: Buffer[] = [];

  override write(chunk: unknown): boolean {
    this.written.push(chunk as Buffer);
    return true;
  }
}

/** A socket as Socket.IO, Engine.IO and `ws` build it, as far as a wire goes. */
function fakeSocket(changes: { engine?: object; webSocket?: object; transport?: object } = {}) {
  const connection = new FakeConnection();
  const emitted: string[] = [];
  const webSocket = { readyState: 1, extensions: '', bufferedAmount: 0, _socket: connection };
  const socket = Object.assign(webSocket, changes.webSocket);
  const conn = {
    readyState: 'open',
    writeBuffer: [] as { data: string }[],
    transport: { name: 'websocket', socket, ...changes.transport },
    ...changes.engine,
  };
  const io = { conn, emit: (name: string) => emitted.push(name) } as unknown as IoSocket;
  return { io, conn, webSocket, connection, emitted };
}

function lineOf(io: IoSocket, troubles: unknown[] = []) {
  return new Line(io, new Wires((error) => troubles.push(error)));
}

test('SOCK-20 what is made already goes straight to the connection', () => {
  const { io, connection, emitted } = fakeSocket();
  assert.ok(lineOf(io).send(bye));
  assert.equal(Buffer.concat(connection.written), Buffer.concat(bye.frame));
  assert.equal(emitted, []);
});

test('SOCK-20 while something waits above the connection, what follows waits behind it', () => {
  const { io, conn, webSocket, connection, emitted } = fakeSocket();
  const line = lineOf(io);
  assert.ok(line.send(bye));
  conn.writeBuffer.push({ data: '2["welcome",{}]' });
  assert.not(line.send(bye));
  conn.writeBuffer.pop();
  webSocket.readyState = 2;
  assert.not(line.send(bye));
  webSocket.readyState = 1;
  conn.readyState = 'closing';
  assert.not(line.send(bye));
  assert.is(connection.written.length, 1);
  assert.equal(emitted, ['bye', 'bye', 'bye']);
});

test('SOCK-20 a client that polls is written to once it has a WebSocket', () => {
  const { io, conn, connection, emitted } = fakeSocket({ transport: { name: 'polling' } });
  const troubles: unknown[] = [];
  const line = lineOf(io, troubles);
  assert.not(line.send(bye));
  conn.transport.name = 'websocket';
  assert.ok(line.send(bye));
  assert.is(connection.written.length, 1);
  assert.equal(emitted, ['bye']);
  assert.equal(troubles, []);
});

const otherwise: [string, Parameters<typeof fakeSocket>[0]][] = [
  ['no WebSocket in the transport', { transport: { socket: undefined } }],
  ['no connection in the WebSocket', { webSocket: { _socket: undefined } }],
  ['a connection of another kind', { webSocket: { _socket: { write() {} } } }],
  ['an extension that changes frames', { webSocket: { extensions: 'permessage-deflate' } }],
  ['frames of its own that wait', { webSocket: { bufferedAmount: 5 } }],
  ['another state', { webSocket: { readyState: 'open' } }],
  ['no buffer', { engine: { writeBuffer: undefined } }],
  ['no state', { engine: { readyState: undefined } }],
];
for (const [what, changes] of otherwise) {
  test(`SOCK-21 libraries that are built otherwise are noticed once, and all goes through them: ${what}`, () => {
    const strange = fakeSocket(changes);
    const usual = fakeSocket();
    const troubles: unknown[] = [];
    const wires = new Wires((error) => troubles.push(error));
    for (const { io } of [strange, usual, strange]) assert.not(new Line(io, wires).send(bye));
    assert.equal(strange.emitted, ['bye', 'bye']);
    assert.equal(usual.emitted, ['bye']);
    assert.is(strange.connection.written.length + usual.connection.written.length, 0);
    assert.is(troubles.length, 1);
  });
}

run();
