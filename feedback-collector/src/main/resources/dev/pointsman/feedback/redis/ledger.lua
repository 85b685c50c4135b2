-- Stands before scripts that write the spend ledger: hashes of a bucket of time each, from a
-- group's packed names to its sums, numbers with a space between them.

local function numbers(text)
  local all = {}
  for number in text:gmatch('%S+') do all[#all + 1] = tonumber(number) end
  return all
end

-- a + sign * b, part by part; what is missing is 0. Whole numbers below 2^53 stay exact.
local function summed(a, b, sign)
  local x, y, sums = numbers(a), numbers(b), {}
  for i = 1, math.max(#x, #y) do
    local sum = (x[i] or 0) + sign * (y[i] or 0)
    local isWhole = sum == math.floor(sum) and math.abs(sum) < 9007199254740992
    sums[i] = string.format(isWhole and '%.0f' or '%.17g', sum)
  end
  return table.concat(sums, ' ')
end

-- Adds to a group, or to `rest` where the bucket is full. `ends` is when it is let go, ms; one that
-- has ended takes nothing.
local function spend(key, ends, group, rest, sums, most)
  local t = redis.call('TIME')
  if t[1] * 1000 + math.floor(t[2] / 1000) >= tonumber(ends) then return end
  local old = redis.call('HGET', key, group)
  local size = old and 1 or redis.call('HLEN', key)
  if not old and size >= tonumber(most) then
    group = rest
    old = redis.call('HGET', key, group)
  end
  redis.call('HSET', key, group, summed(old or '', sums, 1))
  if size == 0 then redis.call('PEXPIREAT', key, ends) end
end

-- Changes what is known of a group's requests; nothing where the bucket is gone.
local function amend(key, group, rest, from, to)
  local old = redis.call('HGET', key, group)
  if not old then
    group = rest
    old = redis.call('HGET', key, group)
  end
  if not old then return end
  redis.call('HSET', key, group, summed(old, summed(to, from, -1), 1))
end
