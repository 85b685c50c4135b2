-- Logs a decision, once.
-- KEYS: index of the decision, decisions
-- ARGV: time to live ms, decision's time ms, the packed decision
-- Gives: 1 when new, else 0
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local t = redis.call('TIME')
local oldest = string.format('%d', t[1] * 1000 - ARGV[1])
local at = redis.call('XADD', KEYS[2], 'MINID', '~', oldest, '*', 'r', ARGV[3])
redis.call('HSET', KEYS[1], 'at', at, 'ts', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
