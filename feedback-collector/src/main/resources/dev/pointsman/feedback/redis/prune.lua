-- Removes entries that have outlived their time, whole nodes first, then to the entry.
-- KEYS: streams
-- ARGV: life of an entry in ms
-- Gives: how many were removed
local t = redis.call('TIME')
local oldest = string.format('%d', t[1] * 1000 + math.floor(t[2] / 1000) - ARGV[1])
local gone = 0
for _, key in ipairs(KEYS) do
  local nodes = redis.call('XTRIM', key, 'MINID', '~', oldest, 'LIMIT', 50000)
  if nodes == 0 then nodes = redis.call('XTRIM', key, 'MINID', '=', oldest) end
  gone = gone + nodes
end
return gone
