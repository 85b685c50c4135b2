-- Trims rewards before an entry, which stays, and never before what the archive still wants: whole
-- nodes first, then to the entry.
-- KEYS: marks, rewards, the archive's mark
-- ARGV: token, the entry, 1 where an archive is kept, the most entries to remove
-- Gives: how many were removed, -1 when refused
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return -1 end

local function parts(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms), tonumber(seq)
end

local function isBefore(a, b)
  local am, as = parts(a)
  local bm, bs = parts(b)
  return am < bm or (am == bm and as < bs)
end

local bound = ARGV[2]
if ARGV[3] == '1' then
  local archived = redis.call('GET', KEYS[3])
  if not archived then return 0 end
  if isBefore(archived, bound) then bound = archived end
end
local trimmed = redis.call('HGET', KEYS[1], 'trimmed')
if not trimmed or isBefore(trimmed, bound) then
  redis.call('HSET', KEYS[1], 'trimmed', bound)
end
local gone = redis.call('XTRIM', KEYS[2], 'MINID', '~', bound, 'LIMIT', ARGV[4])
if gone == 0 then gone = redis.call('XTRIM', KEYS[2], 'MINID', '=', bound) end
return gone
