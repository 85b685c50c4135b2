-- Hands out papers that nobody has, longest waiting first.
-- KEYS: papers
-- ARGV: how many at most, lease in ms
-- Gives: their decision ids
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%d', now), 'LIMIT', 0, ARGV[1])
for _, id in ipairs(ids) do
  redis.call('ZADD', KEYS[1], string.format('%d', now + ARGV[2]), id)
end
return ids
