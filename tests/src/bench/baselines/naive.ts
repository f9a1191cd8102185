/**
 * What a first version looks like: Socket.IO, and each vote sends its whole
 * question to everyone.
 */
import { createServer } from 'node:http';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import { Server } from 'socket.io';
import { Room, type Act } from './room.ts';
import { HEARTBEAT, listen, numberSetting } from './setting.ts';

const room = new Room(numberSetting('QUESTIONS'));
const server = createServer();
const io = new Server(server, { ...HEARTBEAT, serveClient: false });

io.on('connection', (socket) => {
  const voted = new Set<QuestionId>();
  socket.emit('welcome', room.welcome());
  socket.on('act', (act: Act, answer: (answer: unknown) => void) => {
    const outcome = room.vote(voted, act);
    if (outcome.ok) io.emit('patch', room.whole(act.action.question));
    answer(outcome);
  });
});

listen(server);
