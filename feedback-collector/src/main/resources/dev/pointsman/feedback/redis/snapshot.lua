-- Keeps a snapshot and drops others, unless a newer token was given than the writer's.
-- KEYS: marks, snapshots
-- ARGV: token, name, its mark, its bytes, names to drop...
-- Gives: 1 when written, 0 when refused
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
local t = redis.call('TIME')
local now = string.format('%d', t[1] * 1000 + math.floor(t[2] / 1000))
redis.call('HSET', KEYS[2], ARGV[2], ARGV[4])
redis.call('HSET', KEYS[1], 'mark:' .. ARGV[2], now .. ' ' .. ARGV[3])
for i = 5, #ARGV do
  if redis.call('HEXISTS', KEYS[1], 'pin:' .. ARGV[i]) == 0 then
    redis.call('HDEL', KEYS[1], 'mark:' .. ARGV[i])
    redis.call('HDEL', KEYS[2], ARGV[i])
  end
end
return 1
