/**
 * What a careful team builds from stock parts: Socket.IO with its Redis adapter,
 * the votes of a tick in one patch to a room, the whole view at each join. The
 * votes stand in Redis, the one place where all nodes can tell who has voted.
 */
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import type { QuestionId } from '@rostrum/shared/domain/ids';
import type { PatchMessage } from '@rostrum/shared/protocol/down';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { Room, type Act } from './room.ts';
import { HEARTBEAT, listen, numberSetting } from './setting.ts';
import { Ticker } from './ticker.ts';

const EVERYONE = 'everyone';
const COUNTS = 'votes';
/**
 * Patches of two nodes have no order between them, so all of them claim the same
 * seq, the highest; an answer's is the number of votes it made, which is less.
 */
const LATEST = 2 ** 40;

const url = process.env['REDIS_URL'];
if (url === undefined) throw new Error('REDIS_URL is not set');
// Commands of one turn of the event loop travel together.
const votes = new Redis(url, { enableAutoPipelining: true });
const room = new Room(numberSetting('QUESTIONS'));
const server = createServer();
const io = new Server(server, {
  ...HEARTBEAT,
  serveClient: false,
  adapter: createAdapter(new Redis(url), new Redis(url)),
});

function tell(patch: PatchMessage): void {
  io.to(EVERYONE).emit('patch', { ...patch, from: LATEST, seq: LATEST });
}

const ticker = new Ticker(numberSetting('TICK_MS'), () => tell(room.patch()));

async function vote(voter: string, { action: { type, question } }: Act): Promise<unknown> {
  const isGiven = type === 'question.upvote';
  const voters = `voters ${question}`;
  const changed = isGiven ? await votes.sadd(voters, voter) : await votes.srem(voters, voter);
  if (changed === 0) return { ok: false, reason: 'already_voted' };
  const count = await votes.hincrby(COUNTS, question, isGiven ? 1 : -1);
  room.setVotes(question, count);
  ticker.soon();
  return { ok: true, seq: count };
}

let reading: Promise<void> | undefined;

/** The counts as all nodes left them. Those who join while they are read share them. */
async function readCounts(): Promise<void> {
  const counts = await votes.hgetall(COUNTS);
  reading = undefined;
  for (const [question, count] of Object.entries(counts)) {
    const known = room.questions.get(question as QuestionId);
    if (known) known.votes = Number(count);
  }
}

io.on('connection', (socket) => {
  void (reading ??= readCounts()).then(() => {
    void socket.join(EVERYONE);
    socket.emit('welcome', { ...room.welcome(), seq: LATEST });
  });
  socket.on('act', async (act: Act, answer: (answer: unknown) => void) => {
    if (act.action.type === 'moderation.stage') {
      tell(room.stage(act.action.question));
      answer({ ok: true, seq: room.seq });
    } else answer(await vote(socket.id, act));
  });
});

listen(server);
