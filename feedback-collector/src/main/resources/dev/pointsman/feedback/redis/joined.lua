-- Appends the lesson that is due of a decision, and tells the ledger what its answer was worth, if
-- nothing changed since it was worked out.
-- KEYS: index of the decision, rewards, unjoined, buckets of the spend ledger (none: not answered)...
-- ARGV: decision id, feedback events and lessons the work knew of, the ledger's group, rest and
--       sums, number of settings s,
--       settings of the index in pairs (s), fields of the rewards entry (rest, none: nothing is due)
-- Gives: 1 when appended, 0 when nothing was due, -1 when something changed meanwhile
local now = redis.call('HMGET', KEYS[1], 'heard', 'taught')
if not now[1] then
  redis.call('ZREM', KEYS[3], ARGV[1])
  return 0
end
if now[1] ~= ARGV[2] or (now[2] or '0') ~= ARGV[3] then return -1 end
redis.call('ZREM', KEYS[3], ARGV[1])
local worth = redis.call('HGET', KEYS[1], 'worth') or ''
if #KEYS > 3 and worth ~= ARGV[6] then
  local change = difference(worth, ARGV[6])
  for i = 4, #KEYS do amend(KEYS[i], ARGV[4], ARGV[5], change) end
  redis.call('HSET', KEYS[1], 'worth', ARGV[6])
end
local s = tonumber(ARGV[7])
if #ARGV <= 7 + s then return 0 end
redis.call('XADD', KEYS[2], '*', unpack(ARGV, 8 + s))
redis.call('HSET', KEYS[1], 'taught', now[2] and now[2] + 1 or 1, unpack(ARGV, 8, 7 + s))
return 1
