-- Keeps a snapshot and orders all to adopt it, unless a newer token was given than the writer's.
-- KEYS: marks, snapshots, rewards
-- ARGV: token, name, its mark, its bytes, fields of the order's entry...
-- Gives: the entry's id, empty when refused
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return '' end
local t = redis.call('TIME')
local now = string.format('%d', t[1] * 1000 + math.floor(t[2] / 1000))
redis.call('HSET', KEYS[2], ARGV[2], ARGV[4])
redis.call('HSET', KEYS[1], 'mark:' .. ARGV[2], now .. ' ' .. ARGV[3])
local id = redis.call('XADD', KEYS[3], '*', unpack(ARGV, 5))
redis.call('HSET', KEYS[1], 'pin:' .. ARGV[2], id)
return id
