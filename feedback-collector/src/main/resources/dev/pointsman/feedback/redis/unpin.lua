-- Lets go of a snapshot that an order needed, unless a newer order needs it.
-- KEYS: marks
-- ARGV: token, name, id of the order
-- Gives: 1 when let go, else 0
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
if redis.call('HGET', KEYS[1], 'pin:' .. ARGV[2]) ~= ARGV[3] then return 0 end
return redis.call('HDEL', KEYS[1], 'pin:' .. ARGV[2])
