-- Budgets: everything that changes a counter, each verb atomic over all windows it touches.
-- KEYS: `open` of the tree; all other keys have its prefix and so its slot:
--   <window>     hash: w, packed as six doubles: u t n, what is charged (micro-USD, tokens, requests),
--                reservations included; hu ht hn, the part of it that is reserved; of a rolling window
--                a seventh, the latest bucket, and b<i>, packed u t n charged to bucket i: those from
--                60 before the latest on are kept
--   open, lost   hashes: reservations by id, under way and lapsed, as a MessagePack list: micro-USD,
--                tokens, then three a window: name, ms of a bucket (0: does not roll), bucket
--   leases, late sorted sets of their ids by when they end, ms
--   seen:<id>    charged without reservation
-- ARGV: the verb, then its own. A window is a name and six numbers: start and end of its period in ms
-- (0 0: always; -bucket 0: rolls) and four caps.
-- Windows are read once, changed in memory and written at the end, whatever number of reservations
-- a run opens and settles.
local BUCKETS = 60
local DAY = 86400000
local prefix = KEYS[1]:sub(1, -5)
local leases, lost, late = prefix .. 'leases', prefix .. 'lost', prefix .. 'late'
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)

local LEVEL, BUCKET = '<ddddddd', '<ddd'
local pack, unpacked = struct.pack, struct.unpack

local function latest(bucket, millis) return bucket > 0 and math.floor(millis / bucket) or 0 end

local states, changed, expiring = {}, {}, {}

-- A window as it was left, what this run has changed included.
local function state(name)
  local w = states[name]
  if w then return w end
  local key = prefix .. name
  local kept = redis.call('HGET', key, 'w')
  w = kept and {unpacked(LEVEL, kept)} or {0, 0, 0, 0, 0, 0, 0}
  w.name, w.key, w.exists, w.bucket, w.to, w.at = name, key, kept, 0, 0, w[7]
  states[name] = w
  return w
end

-- What is charged to bucket `at` of a window, which stays in memory.
local function bucket(w, at)
  w.buckets = w.buckets or {}
  local b = w.buckets[at]
  if not b then
    local kept = redis.call('HGET', w.key, 'b' .. at)
    b = kept and {unpacked(BUCKET, kept)} or {0, 0, 0}
    w.buckets[at] = b
  end
  return b
end

-- The same as it stands now: buckets that are out of it are let go. Before anything is changed.
local function load(name, from, to)
  local w = state(name)
  if w.isLoaded then return w end
  w.isLoaded, w.bucket, w.to = true, math.max(0, -from), to
  local at = latest(w.bucket, now)
  if not w.exists then
    w.at = at
  elseif at > w.at then
    for b = w.at - BUCKETS, math.min(at - BUCKETS - 1, w.at) do
      local gone = redis.call('HGET', w.key, 'b' .. b)
      if gone then
        local u, tokens, n = unpacked(BUCKET, gone)
        w[1], w[2], w[3] = w[1] - u, w[2] - tokens, w[3] - n
        redis.call('HDEL', w.key, 'b' .. b)
      end
    end
    w.at, changed[w], expiring[w] = at, true, true
  end
  return w
end

-- A window with its caps from seven arguments on.
local function window(i)
  local from, to = tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  return {
    state = load(ARGV[i], from, to), isOver = to > 0 and (now < from or now >= to),
    tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4]), tonumber(ARGV[i + 5]), tonumber(ARGV[i + 6])
  }
end

-- Charges to bucket `at`, where there are buckets, and reserves (hu, ht, hn) of it.
local function add(w, at, u, tokens, n, hu, ht, hn)
  w[1], w[2], w[3] = w[1] + u, w[2] + tokens, w[3] + n
  w[4], w[5], w[6] = w[4] + hu, w[5] + ht, w[6] + hn
  changed[w] = true
  if at then
    local b = bucket(w, at)
    b[1], b[2], b[3] = b[1] + u, b[2] + tokens, b[3] + n
  end
  if not w.exists then w.exists, expiring[w] = true, true end
end

-- Writes what was changed; a window lives a week longer than it counts.
local function store()
  for w in pairs(changed) do
    local fields = {'w', pack(LEVEL, w[1], w[2], w[3], w[4], w[5], w[6], w.at)}
    for at, b in pairs(w.buckets or {}) do
      fields[#fields + 1] = 'b' .. at
      fields[#fields + 1] = pack(BUCKET, b[1], b[2], b[3])
    end
    redis.call('HSET', w.key, unpack(fields))
  end
  for w in pairs(expiring) do
    if w.bucket > 0 then
      redis.call('PEXPIRE', w.key, (BUCKETS + 1) * w.bucket + 7 * DAY)
    elseif w.to > 0 then
      redis.call('PEXPIREAT', w.key, w.to + 7 * DAY)
    end
  end
end

local function level(w, reply)
  for i = 1, 6 do reply[#reply + 1] = w[i] end
end

-- Charges (u, tokens) in place of what r reserved, and changes what is held by (hu, ht, hn). Windows
-- that are gone stay gone.
local function correct(r, u, tokens, hu, ht, hn)
  for i = 3, #r, 3 do
    local w, at = state(r[i]), r[i + 1] > 0 and r[i + 2]
    if w.exists then
      if at and at < w.at - BUCKETS then
        add(w, nil, 0, 0, 0, hu, ht, hn)
      else
        add(w, at, u - r[1], tokens - r[2], 0, hu, ht, hn)
      end
    end
  end
end

-- 1: it was open, as this line; 2: it had lapsed; 0: there is none.
local function settle(id, line, u, tokens)
  if line then
    local r = cmsgpack.unpack(line)
    correct(r, u, tokens, -r[1], -r[2], -1)
    redis.call('HDEL', KEYS[1], id)
    redis.call('ZREM', leases, id)
    return 1
  end
  line = redis.call('HGET', lost, id)
  if not line then return 0 end
  correct(cmsgpack.unpack(line), u, tokens, 0, 0, 0)
  redis.call('HDEL', lost, id)
  redis.call('ZREM', late, id)
  return 2
end

-- The window that has too little room, by its place, and of what; or how much there is room for.
local function room(parts, u, tokens)
  for place, part in ipairs(parts) do
    local caps, w = part.window, part.window.state
    local roomU, roomT = math.max(0, caps[1] - w[1]), math.max(0, caps[2] - w[2])
    local unit = w[3] + 1 > caps[3] and 'requests' or w[6] + 1 > caps[4] and 'under_way'
        or roomU < part.u and 'usd' or roomT < part.tokens and 'tokens'
    if unit then return place, unit end
    u, tokens = math.min(u, roomU), math.min(tokens, roomT)
  end
  return nil, nil, u, tokens
end

-- What a claim is told, and the line of its reservation where one is made.
local function claim(parts, line, most, mostTokens)
  for _, part in ipairs(parts) do
    if part.window.isOver then return {'outdated', now} end
  end
  local reply, made
  if line then
    local r = cmsgpack.unpack(line)
    reply = {'granted', now, r[1], r[2]}
  else
    local place, unit, u, tokens = room(parts, most, mostTokens)
    if place then
      reply = {'refused', now, place, unit}
    else
      reply, made = {'granted', now, u, tokens}, {u, tokens}
      for _, part in ipairs(parts) do
        local w = part.window.state
        add(w, w.bucket > 0 and w.at, u, tokens, 1, u, tokens, 1)
        made[#made + 1] = w.name
        made[#made + 1] = w.bucket
        made[#made + 1] = w.at
      end
    end
  end
  for _, part in ipairs(parts) do level(part.window.state, reply) end
  return reply, made and cmsgpack.pack(made)
end

local verbs = {}

-- Settlements, then claims, as if one after the other.
-- ARGV: three counts; windows; settlements: id, micro-USD, tokens; claims: id, lease ms, most
--   micro-USD and tokens, number of windows, and of each its place from 1, least micro-USD and tokens
-- Gives: of each settlement as settle; of each claim: granted, now, micro-USD, tokens, six numbers a
--   window | refused, now, place of the window from 1, unit, six numbers a window | outdated, now
function verbs.turn()
  local i, all, ids, reply = 5, {}, {}, {}
  for _ = 1, ARGV[2] do
    all[#all + 1] = window(i)
    i = i + 7
  end
  local first = i
  for _ = 1, ARGV[3] do
    ids[#ids + 1] = ARGV[i]
    i = i + 3
  end
  for _ = 1, ARGV[4] do
    ids[#ids + 1] = ARGV[i]
    i = i + 5 + 3 * ARGV[i + 4]
  end
  local open = {}
  for n, line in ipairs(redis.call('HMGET', KEYS[1], unpack(ids))) do open[ids[n]] = line end
  i = first
  for _ = 1, ARGV[3] do
    local id = ARGV[i]
    reply[#reply + 1] = settle(id, open[id], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]))
    open[id] = nil
    i = i + 3
  end
  for _ = 1, ARGV[4] do
    local id, parts = ARGV[i], {}
    for n = i + 5, i + 4 + 3 * ARGV[i + 4], 3 do
      parts[#parts + 1] = {
        window = all[tonumber(ARGV[n])], u = tonumber(ARGV[n + 1]), tokens = tonumber(ARGV[n + 2])
      }
    end
    local told, line = claim(parts, open[id], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]))
    reply[#reply + 1] = told
    if line then
      open[id] = line
      redis.call('HSET', KEYS[1], id, line)
      redis.call('ZADD', leases, now + ARGV[i + 1], id)
    end
    i = i + 5 + 3 * ARGV[i + 4]
  end
  store()
  return reply
end

-- ARGV: id, micro-USD, tokens. Gives: whether it was open
function verbs.shrink()
  local line = redis.call('HGET', KEYS[1], ARGV[2])
  if not line then return 0 end
  local r = cmsgpack.unpack(line)
  local u, tokens = math.min(r[1], tonumber(ARGV[3])), math.min(r[2], tonumber(ARGV[4]))
  correct(r, u, tokens, u - r[1], tokens - r[2], 0)
  r[1], r[2] = u, tokens
  redis.call('HSET', KEYS[1], ARGV[2], cmsgpack.pack(r))
  store()
  return 1
end

-- ARGV: id, micro-USD, tokens, when ms, windows. Gives: whether it was new
function verbs.charge()
  local all = {}
  for i = 6, #ARGV, 7 do all[#all + 1] = window(i).state end
  local u, tokens, seen = tonumber(ARGV[3]), tonumber(ARGV[4]), prefix .. 'seen:' .. ARGV[2]
  local settled = settle(ARGV[2], redis.call('HGET', KEYS[1], ARGV[2]), u, tokens)
  local isNew = redis.call('SET', seen, 1, 'NX', 'PX', 7 * DAY)
  if settled == 0 and isNew then
    for _, w in ipairs(all) do
      local at = math.min(w.at, latest(w.bucket, tonumber(ARGV[5])))
      if at >= w.at - BUCKETS then add(w, w.bucket > 0 and at, u, tokens, 1, 0, 0, 0) end
    end
  end
  store()
  return (settled > 0 or isNew) and 1 or 0
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
    local line = redis.call('HGET', KEYS[1], id)
    if line then
      local r = cmsgpack.unpack(line)
      correct(r, r[1], r[2], -r[1], -r[2], -1)
      redis.call('HDEL', KEYS[1], id)
      redis.call('HSET', lost, id, line)
      redis.call('ZADD', late, now + ARGV[2], id)
    end
    redis.call('ZREM', leases, id)
  end
  store()
  local reply = {#due}
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', late, '-inf', now, 'LIMIT', 0, ARGV[3])) do
    local kept = redis.call('HGET', lost, id)
    local r = kept and cmsgpack.unpack(kept) or {0, 0}
    reply[#reply + 1] = id
    reply[#reply + 1] = r[1]
    reply[#reply + 1] = r[2]
  end
  return reply
end

-- ARGV: windows. Gives: six numbers a window
function verbs.levels()
  local reply = {}
  for i = 2, #ARGV, 7 do level(window(i).state, reply) end
  store()
  return reply
end

return verbs[ARGV[1]]()
