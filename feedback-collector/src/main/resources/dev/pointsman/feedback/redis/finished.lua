-- Logs an outcome, once, with the decision when that is missing, what it cost, and what it teaches.
-- KEYS: index of the decision, decisions, outcomes, rewards, unjoined, buckets of the spend ledger...
-- ARGV: time to live ms, decision's time ms, decision id, the packed decision (empty: it should be
--       known), the packed outcome; for the ledger: group, rest, sums, most groups, when each bucket
--       ends; fields of the rewards entry (rest, may be none)
-- Gives: 1 when new, 0 when not, -1 when the decision is missing and was not given; and 1 when
--        feedback waits to be joined, else 0
local known = redis.call('HMGET', KEYS[1], 'at', 'out', 'heard')
if known[2] then return {0, 0} end
if not known[1] and ARGV[4] == '' then return {-1, 0} end
local t = redis.call('TIME')
local oldest = string.format('%d', t[1] * 1000 - ARGV[1])
if not known[1] then
  local at = redis.call('XADD', KEYS[2], 'MINID', '~', oldest, '*', 'r', ARGV[4])
  redis.call('HSET', KEYS[1], 'at', at, 'ts', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
local out = redis.call('XADD', KEYS[3], 'MINID', '~', oldest, '*', 'r', ARGV[5])
redis.call('HSET', KEYS[1], 'out', out)
local entry = 10 + #KEYS - 5
for i = 6, #KEYS do spend(KEYS[i], ARGV[4 + i], ARGV[6], ARGV[7], ARGV[8], ARGV[9]) end
if #ARGV >= entry then
  redis.call('XADD', KEYS[4], '*', unpack(ARGV, entry))
end
if not known[3] then return {1, 0} end
-- What was taught before who answered was known is looked at again.
redis.call('ZADD', KEYS[5], t[1] * 1000 + math.floor(t[2] / 1000), ARGV[3])
return {1, 1}
