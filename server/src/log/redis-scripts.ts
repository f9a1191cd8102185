import { MARK_LENGTH } from '@rostrum/shared/domain/limits';

/** What stands for "the log no longer holds what this node was given" in an answer. */
export const LOST = 'lost';
/** What stands for "this is not the Redis this node began with". */
export const OTHER = 'other';

/**
 * Appends one entry and tells all who follow, as one step.
 *
 * KEYS log (stream), head (hash of seq, at, mark).
 * ARGV body, the seq and mark the node is at (0 and '' for unknown), the first mark, the channel,
 * by how many milliseconds the event's stamps are ahead of the clock.
 *
 * The head says what the stream ends with, so that nothing of the last entry is
 * read. Its stamp is by Redis' clock, and never runs backwards. A node that
 * is ahead of the log, or elsewhere at its end, holds what the log has lost.
 */
const append = `
local head = redis.call('HMGET', KEYS[2], 'seq', 'at', 'mark')
local seq = tonumber(head[1] or 0)
local known = tonumber(ARGV[2])
if known > seq or (known == seq and known > 0 and ARGV[3] ~= '' and ARGV[3] ~= head[3]) then
  return { '${LOST}', seq }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at = math.max(now + tonumber(ARGV[6]), tonumber(head[2] or 0))
at = string.format('%.0f', at)
seq = string.format('%.0f', seq + 1)
local mark = string.sub(redis.sha1hex((head[3] or ARGV[4]) .. ' ' .. at .. ' ' .. ARGV[1]), 1, ${MARK_LENGTH})
redis.call('XADD', KEYS[1], '0-' .. seq, 'at', at, 'mark', mark, 'body', ARGV[1])
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
    aheadMs: number,
  ): Promise<[seq: string, at: string, mark: string] | [typeof LOST, number]>;
  rostrumRestore(
    log: string,
    head: string,
    seq: number,
    mark: string,
    ...entries: (string | number)[]
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
