-- Logs a feedback event: the new value of a voice, or nothing when it says nothing new.
-- KEYS: index of the decision, feedback, unjoined, idempotency record, the voice, decisions, outcomes
-- ARGV: time to live ms, oldest open decision's time ms, decision id, field of the voice in the
--       index, digest of the body, feedback's time ms, 1 when an idempotency key was given else 0,
--       the packed event, the vote's day (empty: its voice is not counted), a voice's life ms, the
--       event's fields...
-- Gives: status; and where the outcome is known, for whoever joins them, what file.lua gives
local function file() return known_of(KEYS[1], KEYS[6], KEYS[7]) end

if ARGV[7] == '1' then
  local seen = redis.call('HMGET', KEYS[4], 'body', 'status')
  if seen[1] then
    if seen[1] == ARGV[5] then return {seen[2], file()} end
    return {'conflict', {}}
  end
end
local known = redis.call('HMGET', KEYS[1], 'ts', 'out', ARGV[4])
if not known[1] then return {'unknown', {}} end
if tonumber(known[1]) < tonumber(ARGV[2]) then return {'late', {}} end
local status = 'accepted'
if known[3] then
  local digest, ts = string.match(known[3], '^(%S+) (%S+) ')
  if digest == ARGV[5] or tonumber(ts) > tonumber(ARGV[6]) then
    status = 'unchanged'
  else
    status = 'replaced'
  end
end
local t = redis.call('TIME')
if status ~= 'unchanged' then
  local oldest = string.format('%d', t[1] * 1000 - ARGV[1])
  redis.call('XADD', KEYS[2], 'MINID', '~', oldest, '*', unpack(ARGV, 11))
  redis.call('HSET', KEYS[1], ARGV[4], ARGV[5] .. ' ' .. ARGV[6] .. ' ' .. ARGV[8])
  redis.call('HINCRBY', KEYS[1], 'heard', 1)
  -- What is known of the voice now stays with the vote, also when the vote is changed.
  if ARGV[9] ~= '' and status == 'accepted' then
    local voice = redis.call('HMGET', KEYS[5], 'day', 'votes', 'agreed', 'audits')
    local votes = voice[1] == ARGV[9] and voice[2] + 1 or 1
    redis.call('HSET', KEYS[5], 'day', ARGV[9], 'votes', votes)
    redis.call('PEXPIRE', KEYS[5], ARGV[10])
    redis.call('HSET', KEYS[1], 's' .. string.sub(ARGV[4], 2),
      votes .. ' ' .. (voice[3] or 0) .. ' ' .. (voice[4] or 0))
  end
  redis.call('ZADD', KEYS[3], t[1] * 1000 + math.floor(t[2] / 1000), ARGV[3])
end
if ARGV[7] == '1' then
  redis.call('HSET', KEYS[4], 'body', ARGV[5], 'status', status)
  redis.call('PEXPIRE', KEYS[4], ARGV[1])
end
return {status, known[2] and file() or {}}
