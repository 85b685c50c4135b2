-- Changes a table, if nobody has since the version that was read.
-- KEYS: the table
-- ARGV: that version, number of texts n, then names and texts to set (n), names to remove (rest)
-- Gives: the new version, -1 when somebody has changed it and nothing was done
if tonumber(redis.call('HGET', KEYS[1], 'version') or '0') ~= tonumber(ARGV[1]) then return -1 end
local n = tonumber(ARGV[2])
for i = 3, n + 2, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
for i = n + 3, #ARGV do redis.call('HDEL', KEYS[1], ARGV[i]) end
return redis.call('HINCRBY', KEYS[1], 'version', 1)
