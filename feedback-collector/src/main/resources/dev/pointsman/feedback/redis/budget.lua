-- Budgets: everything that changes a counter, each verb atomic over all windows it touches.
-- KEYS: `open` of the tree; all other keys have its prefix and so its slot:
--   <window>     hash: u t n, what is charged (micro-USD, tokens, requests), reservations included;
--                hu ht hn, the part of it that is reserved; of a rolling window also u<i> t<i> n<i>,
--                what is charged to bucket i, and a, the latest bucket: those from a-60 on are kept
--   open, lost   hashes: reservations by id, under way and lapsed, as lines: micro-USD, tokens, then
--                three a window: name, ms of a bucket (0: does not roll), bucket
--   leases, late sorted sets of their ids by when they end, ms
--   seen:<id>    charged without reservation
-- ARGV: the verb, then its own. Windows come last, a name and eight numbers each: start and end
-- of its period in ms (0 0: always; -bucket 0: rolls), four caps, least micro-USD and tokens.
-- Nothing is written before the last refusal.
local BUCKETS = 60
local DAY = 86400000
local prefix = KEYS[1]:sub(1, -5)
local leases, lost, late = prefix .. 'leases', prefix .. 'lost', prefix .. 'late'
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)

-- Exact as text, also where .. would give 1e+15.
local function int(n) return string.format('%.0f', n) end

local function latest(bucket, millis) return bucket > 0 and math.floor(millis / bucket) or 0 end

-- A window as it stands now: buckets that are out of it are let go.
local function load(name, from, to)
  local w = {name = name, key = prefix .. name, from = from, to = to, bucket = math.max(0, -from)}
  local h = redis.call('HMGET', w.key, 'u', 't', 'n', 'hu', 'ht', 'hn', 'a')
  for i = 1, 6 do w[i] = tonumber(h[i] or 0) end
  w.isNew = not h[1]
  w.at = latest(w.bucket, now)
  if w.bucket == 0 or w.isNew then return w end
  local a = tonumber(h[7])
  if a >= w.at then
    w.at = a
    return w
  end
  for b = a - BUCKETS, math.min(w.at - BUCKETS - 1, a) do
    local gone = redis.call('HMGET', w.key, 'u' .. b, 't' .. b, 'n' .. b)
    if gone[1] then
      for i = 1, 3 do w[i] = w[i] - tonumber(gone[i]) end
      redis.call('HDEL', w.key, 'u' .. b, 't' .. b, 'n' .. b)
    end
  end
  redis.call('HSET', w.key, 'u', w[1], 't', w[2], 'n', w[3], 'a', w.at)
  redis.call('PEXPIRE', w.key, (BUCKETS + 1) * w.bucket + 7 * DAY)
  return w
end

local function windows(first)
  local all = {}
  for i = first, #ARGV, 9 do
    local w = load(ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]))
    w.caps = {tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4]), tonumber(ARGV[i + 5]), tonumber(ARGV[i + 6])}
    w.leastU, w.leastT = tonumber(ARGV[i + 7]), tonumber(ARGV[i + 8])
    all[#all + 1] = w
  end
  return all
end

-- Charges to bucket `at`, and reserves as much of it as is held; a window lives a week longer than
-- it counts.
local function add(w, at, u, tokens, n, held)
  w[1], w[2], w[3] = w[1] + u, w[2] + tokens, w[3] + n
  if held then w[4], w[5], w[6] = w[4] + u, w[5] + tokens, w[6] + n end
  redis.call('HSET', w.key, 'u', w[1], 't', w[2], 'n', w[3], 'hu', w[4], 'ht', w[5], 'hn', w[6])
  if w.bucket > 0 then
    redis.call('HINCRBY', w.key, 'u' .. at, u)
    redis.call('HINCRBY', w.key, 't' .. at, tokens)
    redis.call('HINCRBY', w.key, 'n' .. at, n)
  end
  if not w.isNew then return end
  w.isNew = false
  if w.bucket > 0 then
    redis.call('HSET', w.key, 'a', w.at)
    redis.call('PEXPIRE', w.key, (BUCKETS + 1) * w.bucket + 7 * DAY)
  elseif w.to > 0 then
    redis.call('PEXPIREAT', w.key, w.to + 7 * DAY)
  end
end

local function levels(all, reply)
  for _, w in ipairs(all) do
    for i = 1, 6 do reply[#reply + 1] = w[i] end
  end
  return reply
end

local function lines(text)
  local all = {}
  for line in text:gmatch('[^\n]+') do all[#all + 1] = line end
  return all
end

-- Charges (u, tokens) in place of a reservation r and gives back what it holds, but for (keepU,
-- keepT) when it stays open. Windows that are gone stay gone.
local function correct(r, u, tokens, hu, ht, hn)
  for i = 3, #r, 3 do
    local key = prefix .. r[i]
    local h = redis.call('HMGET', key, 'u', 'a')
    if h[1] then
      local isKept = r[i + 1] == '0' or tonumber(r[i + 2]) >= tonumber(h[2]) - BUCKETS
      if isKept then
        redis.call('HINCRBY', key, 'u', u - r[1])
        redis.call('HINCRBY', key, 't', tokens - r[2])
        if r[i + 1] ~= '0' then
          redis.call('HINCRBY', key, 'u' .. r[i + 2], u - r[1])
          redis.call('HINCRBY', key, 't' .. r[i + 2], tokens - r[2])
        end
      end
      if hu ~= 0 then redis.call('HINCRBY', key, 'hu', hu) end
      if ht ~= 0 then redis.call('HINCRBY', key, 'ht', ht) end
      if hn ~= 0 then redis.call('HINCRBY', key, 'hn', hn) end
    end
  end
end

-- 1: it was open; 2: it had lapsed; 0: there is none.
local function settle(id, u, tokens)
  local text = redis.call('HGET', KEYS[1], id)
  if text then
    local r = lines(text)
    correct(r, u, tokens, -r[1], -r[2], -1)
    redis.call('HDEL', KEYS[1], id)
    redis.call('ZREM', leases, id)
    return 1
  end
  text = redis.call('HGET', lost, id)
  if not text then return 0 end
  correct(lines(text), u, tokens, 0, 0, 0)
  redis.call('HDEL', lost, id)
  redis.call('ZREM', late, id)
  return 2
end

local verbs = {}

-- ARGV: id, lease ms, most micro-USD and tokens, windows
-- Gives: granted, now, micro-USD, tokens, six numbers a window | refused, now, place of the window
--        from 1, unit, six numbers a window | outdated, now
function verbs.reserve()
  for i = 6, #ARGV, 9 do
    local from, to = tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
    if to > 0 and (now < from or now >= to) then return {'outdated', now} end
  end
  local all = windows(6)
  local known = redis.call('HGET', KEYS[1], ARGV[2])
  if known then
    local r = lines(known)
    return levels(all, {'granted', now, tonumber(r[1]), tonumber(r[2])})
  end
  local u, tokens = tonumber(ARGV[4]), tonumber(ARGV[5])
  for place, w in ipairs(all) do
    local roomU, roomT = math.max(0, w.caps[1] - w[1]), math.max(0, w.caps[2] - w[2])
    local unit = w[3] + 1 > w.caps[3] and 'requests' or w[6] + 1 > w.caps[4] and 'under_way'
        or roomU < w.leastU and 'usd' or roomT < w.leastT and 'tokens'
    if unit then return levels(all, {'refused', now, place, unit}) end
    u, tokens = math.min(u, roomU), math.min(tokens, roomT)
  end
  local record = {int(u), int(tokens)}
  for _, w in ipairs(all) do
    add(w, w.at, u, tokens, 1, true)
    record[#record + 1] = w.name
    record[#record + 1] = int(w.bucket)
    record[#record + 1] = int(w.at)
  end
  redis.call('HSET', KEYS[1], ARGV[2], table.concat(record, '\n'))
  redis.call('ZADD', leases, now + ARGV[3], ARGV[2])
  return levels(all, {'granted', now, u, tokens})
end

-- ARGV: id, micro-USD, tokens. Gives: whether it was open
function verbs.shrink()
  local text = redis.call('HGET', KEYS[1], ARGV[2])
  if not text then return 0 end
  local r = lines(text)
  local u, tokens = math.min(r[1], ARGV[3]), math.min(r[2], ARGV[4])
  correct(r, u, tokens, u - r[1], tokens - r[2], 0)
  r[1], r[2] = int(u), int(tokens)
  redis.call('HSET', KEYS[1], ARGV[2], table.concat(r, '\n'))
  return 1
end

-- ARGV: id, micro-USD, tokens. Gives: as settle
function verbs.settle() return settle(ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])) end

-- ARGV: id, micro-USD, tokens, when ms, windows. Gives: whether it was new
function verbs.charge()
  local u, tokens, seen = tonumber(ARGV[3]), tonumber(ARGV[4]), prefix .. 'seen:' .. ARGV[2]
  local settled = settle(ARGV[2], u, tokens)
  local isNew = redis.call('SET', seen, 1, 'NX', 'PX', 7 * DAY)
  if settled > 0 then return 1 end
  if not isNew then return 0 end
  for _, w in ipairs(windows(6)) do
    local at = math.min(w.at, latest(w.bucket, tonumber(ARGV[5])))
    if at >= w.at - BUCKETS then add(w, at, u, tokens, 1, false) end
  end
  return 1
end

-- ARGV: lease ms, ids
function verbs.renew()
  for i = 3, #ARGV do redis.call('ZADD', leases, 'XX', now + ARGV[2], ARGV[i]) end
  return 1
end

-- ARGV: ms in which a settlement may come late, how many at once
-- Gives: how many lapsed, then id, micro-USD, tokens of each that is overdue
function verbs.lapse()
  local due = redis.call('ZRANGEBYSCORE', leases, '-inf', now, 'LIMIT', 0, ARGV[3])
  for _, id in ipairs(due) do
    local text = redis.call('HGET', KEYS[1], id)
    if text then
      local r = lines(text)
      correct(r, r[1], r[2], -r[1], -r[2], -1)
      redis.call('HDEL', KEYS[1], id)
      redis.call('HSET', lost, id, text)
      redis.call('ZADD', late, now + ARGV[2], id)
    end
    redis.call('ZREM', leases, id)
  end
  local reply = {#due}
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', late, '-inf', now, 'LIMIT', 0, ARGV[3])) do
    local r = lines(redis.call('HGET', lost, id) or '0\n0')
    reply[#reply + 1] = id
    reply[#reply + 1] = tonumber(r[1])
    reply[#reply + 1] = tonumber(r[2])
  end
  return reply
end

-- ARGV: windows. Gives: six numbers a window
function verbs.levels() return levels(windows(2), {}) end

return verbs[ARGV[1]]()
