import { MARK_LENGTH } from '@rostrum/shared/domain/limits';

/** What stands for "the log no longer holds what this node was given" in an answer. */
export const LOST = 'lost';
/** What stands for "this is not the Redis this node began with". */
export const OTHER = 'other';

/**
 * Appends one entry and tells all who follow, as one step.
 *
 * KEYS log (stream), head (hash of seq, at, mark, held).
 * ARGV body, the seq and mark the node is at (0 and '' for unknown), the first mark, the channel,
 * the epoch, by how many milliseconds the event's stamps are ahead of the clock.
 *
 * The head says what the stream ends with, so that nothing of the last entry is
 * read. Its stamp is by Redis' clock, and never runs backwards. A node that
 * is ahead of the log, or elsewhere at its end, holds what the log has lost.
 * Nothing is appended to an event that a node holds, in this epoch, nor behind a
 * stream that is gone.
 */
const append = `
local head = redis.call('HMGET', KEYS[2], 'seq', 'at', 'mark', 'held')
local seq = tonumber(head[1] or 0)
if head[4] and string.match(head[4], '%S+$') == ARGV[6] then return { '${LOST}', seq } end
local known = tonumber(ARGV[2])
if known > seq or (known == seq and known > 0 and ARGV[3] ~= '' and ARGV[3] ~= head[3]) then
  return { '${LOST}', seq }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at = math.max(now + tonumber(ARGV[7]), tonumber(head[2] or 0))
at = string.format('%.0f', at)
seq = string.format('%.0f', seq + 1)
local mark = string.sub(redis.sha1hex((head[3] or ARGV[4]) .. ' ' .. at .. ' ' .. ARGV[1]), 1, ${MARK_LENGTH})
local id = '0-' .. seq
if seq == '1' then
  redis.call('XADD', KEYS[1], id, 'at', at, 'mark', mark, 'body', ARGV[1])
elseif not redis.call('XADD', KEYS[1], 'NOMKSTREAM', id, 'at', at, 'mark', mark, 'body', ARGV[1]) then
  return { '${LOST}', seq }
end
redis.call('HSET', KEYS[2], 'seq', seq, 'at', at, 'mark', mark)
redis.call('SPUBLISH', ARGV[5], seq .. ' ' .. at .. ' ' .. mark .. ' ' .. ARGV[1])
return { seq, at, mark }
`;

/**
 * Adds entries of another log behind those there are.
 *
 * KEYS log, head. ARGV the seq and mark they begin after ('' at the start), then at, mark, body of each.
 */
const restore = `
local head = redis.call('HMGET', KEYS[2], 'seq', 'mark')
local seq = tonumber(head[1] or 0)
if seq ~= tonumber(ARGV[1]) or (head[2] or '') ~= ARGV[2] then return '${LOST}' end
for i = 3, #ARGV, 3 do
  seq = seq + 1
  local id = string.format('%.0f', seq)
  redis.call('XADD', KEYS[1], '0-' .. id, 'at', ARGV[i], 'mark', ARGV[i + 1], 'body', ARGV[i + 2])
  redis.call('HSET', KEYS[2], 'seq', id, 'at', ARGV[i], 'mark', ARGV[i + 1])
end
return 'ok'
`;

/**
 * Whether an event is all that it was.
 *
 * KEYS log, head, snapshot. ARGV the epoch, then seq and mark of each place that a node knows.
 * Answers with the seq and mark of its head, whether the stream ends there, and the highest of the
 * places, a hold's and the snapshot's among them, that the stream does not have; 0 for none. A hold
 * whose place is there is over.
 */
const inspect = `
local head = redis.call('HMGET', KEYS[2], 'seq', 'mark', 'held')
local seq = tonumber(head[1] or 0)
local from = string.format('0-%.0f', math.max(seq, 1))
local ends = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 2)
local agrees = #ends == 0
if seq > 0 then agrees = #ends == 1 and ends[1][2][4] == head[2] end
local missing = 0
local function witness(at, mark)
  at = tonumber(at or 0)
  if at == 0 then return end
  local id = string.format('0-%.0f', at)
  local there = redis.call('XRANGE', KEYS[1], id, id)[1]
  if not there or (mark ~= '' and there[2][4] ~= mark) then missing = math.max(missing, at) end
end
for i = 2, #ARGV, 2 do witness(ARGV[i], ARGV[i + 1]) end
local at, mark, epoch = string.match(head[3] or '', '^(%d+) (%S*) (%S+)$')
if epoch == ARGV[1] then witness(at, mark) end
local snapshot = redis.call('HMGET', KEYS[3], 'seq', 'mark')
local known = missing
witness(snapshot[1], snapshot[2] or '')
if agrees and missing == 0 and epoch then redis.call('HSET', KEYS[2], 'held', '') end
return { string.format('%.0f', seq), head[2] or '', agrees and 1 or 0,
  string.format('%.0f', known), string.format('%.0f', missing) }
`;

/** Keeps an event from being appended to. KEYS head. ARGV seq and mark of what it should have, the epoch. */
const hold = `
local at, _, epoch = string.match(redis.call('HGET', KEYS[1], 'held') or '', '^(%d+) (%S*) (%S+)$')
if epoch == ARGV[3] and tonumber(at) >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'held', ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
return 1
`;

/**
 * Takes what there is of an event for all of it.
 *
 * KEYS log, head, snapshot. ARGV seq, at, mark of the last entry, and whether the snapshot is of these entries.
 */
const accept = `
local ends = redis.call('XRANGE', KEYS[1], '0-' .. ARGV[1], '+', 'COUNT', 2)
if #ends ~= 1 or ends[1][2][4] ~= ARGV[3] then return '${LOST}' end
redis.call('HSET', KEYS[2], 'seq', ARGV[1], 'at', ARGV[2], 'mark', ARGV[3], 'held', '')
if ARGV[4] ~= '1' then redis.call('HSET', KEYS[3], 'seq', '0', 'mark', '', 'body', '', 'checksum', '') end
return 'ok'
`;

/** Keeps the latest snapshot. KEYS snapshot (hash). ARGV seq, mark, body, checksum. */
const saveSnapshot = `
local seq = tonumber(redis.call('HGET', KEYS[1], 'seq') or 0)
if tonumber(ARGV[1]) < seq then return 0 end
redis.call('HSET', KEYS[1], 'seq', ARGV[1], 'mark', ARGV[2], 'body', ARGV[3], 'checksum', ARGV[4])
return 1
`;

/**
 * Takes a code. KEYS codes (hash), epoch. ARGV code, event, the epoch the node began with.
 * An emptied Redis would give out codes that are taken.
 */
const claimCode = `
if redis.call('GET', KEYS[2]) ~= ARGV[3] then return '${OTHER}' end
return redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
`;

export const redisScripts = {
  rostrumAppend: { lua: append, numberOfKeys: 2 },
  rostrumRestore: { lua: restore, numberOfKeys: 2 },
  rostrumInspect: { lua: inspect, numberOfKeys: 3 },
  rostrumHold: { lua: hold, numberOfKeys: 1 },
  rostrumAccept: { lua: accept, numberOfKeys: 3 },
  rostrumSaveSnapshot: { lua: saveSnapshot, numberOfKeys: 1 },
  rostrumClaimCode: { lua: claimCode, numberOfKeys: 2 },
} as const;

/** The commands that {@link redisScripts} adds to a client. */
export interface RedisScripts {
  rostrumAppend(
    log: string,
    head: string,
    body: string,
    seq: number,
    mark: string,
    firstMark: string,
    channel: string,
    epoch: string,
    aheadMs: number,
  ): Promise<[seq: string, at: string, mark: string] | [typeof LOST, number]>;
  rostrumRestore(
    log: string,
    head: string,
    seq: number,
    mark: string,
    ...entries: (string | number)[]
  ): Promise<typeof LOST | 'ok'>;
  rostrumInspect(
    log: string,
    head: string,
    snapshot: string,
    epoch: string,
    ...places: (string | number)[]
  ): Promise<[seq: string, mark: string, agrees: 0 | 1, known: string, missing: string]>;
  rostrumHold(head: string, seq: number, mark: string, epoch: string): Promise<0 | 1>;
  rostrumAccept(
    log: string,
    head: string,
    snapshot: string,
    seq: number,
    at: number,
    mark: string,
    hasSnapshot: 0 | 1,
  ): Promise<typeof LOST | 'ok'>;
  rostrumSaveSnapshot(
    snapshot: string,
    seq: number,
    mark: string,
    body: string,
    checksum: string,
  ): Promise<0 | 1>;
  rostrumClaimCode(
    codes: string,
    epochKey: string,
    code: string,
    event: string,
    epoch: string,
  ): Promise<0 | 1 | typeof OTHER>;
}
