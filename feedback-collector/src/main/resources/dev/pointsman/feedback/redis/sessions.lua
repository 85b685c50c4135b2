-- Adds to what sessions of a route cost, forgets old ones, and tells how the route stands.
-- KEYS: sessions by cost, sessions by time. ARGV: life (ms), most sessions, from which cost on a
-- session is told, then sessions each followed by what is added.
-- Gives how many there are, the median, then sessions each followed by its cost.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local life = tonumber(ARGV[1])

local function forget(sessions)
  for _, session in ipairs(sessions) do
    redis.call('ZREM', KEYS[1], session)
    redis.call('ZREM', KEYS[2], session)
  end
end

local asked = {}
for i = 4, #ARGV, 2 do
  redis.call('ZINCRBY', KEYS[1], ARGV[i + 1], ARGV[i])
  redis.call('ZADD', KEYS[2], now, ARGV[i])
  asked[ARGV[i]] = true
end
forget(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now - life))
forget(redis.call('ZRANGE', KEYS[2], 0, -tonumber(ARGV[2]) - 1))
redis.call('PEXPIRE', KEYS[1], life)
redis.call('PEXPIRE', KEYS[2], life)

local count = redis.call('ZCARD', KEYS[1])
local middle = redis.call('ZRANGE', KEYS[1], math.floor(count / 2), math.floor(count / 2), 'WITHSCORES')
local reply = { count, tonumber(middle[2] or 0) }
local dear = redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', ARGV[3], 'WITHSCORES', 'LIMIT', 0, 1000)
for i = 1, #dear, 2 do
  asked[dear[i]] = true
end
for session in pairs(asked) do
  local cost = redis.call('ZSCORE', KEYS[1], session)
  if cost then
    reply[#reply + 1] = session
    reply[#reply + 1] = tonumber(cost)
  end
end
return reply
