/**
 * The least there can be: the `ws` library, the messages written by hand, and one
 * frame, made once a tick, written to every connection's own socket.
 */
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { PatchMessage } from '@rostrum/shared/protocol/down';
import * as ws from 'ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { Room, type Act } from './room.ts';
import { HEARTBEAT, listen, numberSetting } from './setting.ts';
import { Ticker } from './ticker.ts';

/** `ws` keeps the connection below a socket to itself, and how it makes a frame out of its types. */
interface Opened extends WebSocket {
  readonly _socket: Socket;
}
const { Sender } = ws as unknown as {
  Sender: { frame(data: Buffer, options: object): Buffer[] };
};

const room = new Room(numberSetting('QUESTIONS'));
const server = createServer();
const sockets = new Set<Opened>();
/** The welcome as text, until something changes. */
let welcome: { seq: number; text: string } | undefined;

function welcomeText(): string {
  if (welcome?.seq !== room.seq) {
    welcome = { seq: room.seq, text: `42${JSON.stringify(['welcome', room.welcome()])}` };
  }
  return welcome.text;
}

function tell(message: string): void {
  const options = { fin: true, opcode: 1, mask: false, rsv1: false, readOnly: false } as const;
  const frame = Buffer.concat(Sender.frame(Buffer.from(message), options));
  for (const { _socket } of sockets) _socket.write(frame);
}

function tellPatch(patch: PatchMessage): void {
  tell(`42${JSON.stringify(['patch', patch])}`);
}

const ticker = new Ticker(numberSetting('TICK_MS'), () => tellPatch(room.patch()));

/** `42<number>["act",{…}]`, answered by `43<number>[{…}]`. */
function act(socket: Opened, voted: Set<QuestionId>, text: string): void {
  const bracket = text.indexOf('[');
  const number = text.slice(2, bracket);
  const [, message] = JSON.parse(text.slice(bracket)) as [string, Act];
  const answer = (outcome: unknown) => socket.send(`43${number}${JSON.stringify([outcome])}`);
  if (message.action.type === 'moderation.stage') {
    tellPatch(room.stage(message.action.question));
    answer({ ok: true, seq: room.seq });
  } else {
    answer(room.vote(voted, message));
    ticker.soon();
  }
}

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (opened) => {
  const socket = opened as Opened;
  const voted = new Set<QuestionId>();
  socket.send(
    `0${JSON.stringify({ sid: 'bare', upgrades: [], ...HEARTBEAT, maxPayload: 16_384 })}`,
  );
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text.startsWith('42')) act(socket, voted, text);
    else if (text.startsWith('40')) {
      socket.send('40{"sid":"bare"}');
      socket.send(welcomeText());
      sockets.add(socket);
    }
  });
  socket.on('close', () => sockets.delete(socket));
});

setInterval(() => {
  for (const socket of sockets) socket.send('2');
}, HEARTBEAT.pingInterval);

listen(server);
