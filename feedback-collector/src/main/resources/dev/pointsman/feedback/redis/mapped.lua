-- Makes new maps the current ones, unless somebody did meanwhile.
-- KEYS: maps
-- ARGV: version they follow on, fields of the entry...
-- Gives: 1 when appended, else 0
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
local version = '0'
if newest[1] then
  local fields = newest[1][2]
  for i = 1, #fields, 2 do
    if fields[i] == 'version' then version = fields[i + 1] end
  end
end
if version ~= ARGV[1] then return 0 end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', 1000, '*', unpack(ARGV, 2))
return 1
