-- Keeps one value for a while, and all of a route's within their bound: those that end first make room.
-- KEYS: the value's, ends by name, sizes by name (their sum under the empty name)
-- ARGV: what names are appended to, the name, the value, its life in ms, the bound in bytes
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)

local function drop(name)
  local size = redis.call('HGET', KEYS[3], name)
  if size then
    redis.call('HDEL', KEYS[3], name)
    redis.call('HINCRBY', KEYS[3], '', -size)
  end
  redis.call('ZREM', KEYS[2], name)
  redis.call('DEL', ARGV[1] .. name)
end

for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%d', now), 'LIMIT', 0, 100)) do
  drop(name)
end
drop(ARGV[2])

local bound = tonumber(ARGV[5])
if #ARGV[3] > bound then
  return 0
end
while tonumber(redis.call('HGET', KEYS[3], '') or 0) + #ARGV[3] > bound do
  local first = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
  if not first then
    redis.call('DEL', KEYS[3])
    break
  end
  drop(first)
end

redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
redis.call('ZADD', KEYS[2], string.format('%d', now + ARGV[4]), ARGV[2])
redis.call('HSET', KEYS[3], ARGV[2], #ARGV[3])
redis.call('HINCRBY', KEYS[3], '', #ARGV[3])
for i = 2, 3 do
  if redis.call('PTTL', KEYS[i]) < tonumber(ARGV[4]) then
    redis.call('PEXPIRE', KEYS[i], ARGV[4])
  end
end
return 1
