-- Tells which arms a route has from now on, unless they are those it was told last.
-- KEYS: arms told, rewards
-- ARGV: the arms, fields of the rewards entry...
-- Gives: the arms that were told first of all
if redis.call('HGET', KEYS[1], 'last') ~= ARGV[1] then
  redis.call('XADD', KEYS[2], '*', unpack(ARGV, 2))
  redis.call('HSET', KEYS[1], 'last', ARGV[1])
  redis.call('HSETNX', KEYS[1], 'first', ARGV[1])
end
return redis.call('HGET', KEYS[1], 'first')
