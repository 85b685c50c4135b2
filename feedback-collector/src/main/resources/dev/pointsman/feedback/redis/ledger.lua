-- Stands before scripts that write the spend ledger: hashes of a bucket of time each, from a
-- group's packed names to its sums, numbers with a space between them.

local function numbers(text)
  local all = {}
  for number in text:gmatch('%S+') do all[#all + 1] = tonumber(number) end
  return all
end

-- Whole numbers below 2^53 stay exact.
local function written(number)
  local isWhole = number == math.floor(number) and math.abs(number) < 9007199254740992
  return string.format(isWhole and '%.0f' or '%.17g', number)
end

-- What is not 0 of sums, place and number in turn. Each bucket asks for the same, which is read once.
local read, read_from = {}, nil
local function changes(sums)
  if sums ~= read_from then
    read, read_from = {}, sums
    for i, number in ipairs(numbers(sums)) do
      if number ~= 0 then
        read[#read + 1] = i
        read[#read + 1] = number
      end
    end
  end
  return read
end

-- Sums with others added, part by part; what is missing is 0.
local function plus(old, sums)
  local parts, change = {}, changes(sums)
  for part in old:gmatch('%S+') do parts[#parts + 1] = part end
  for i = 1, #change, 2 do
    for j = #parts + 1, change[i] do parts[j] = '0' end
    parts[change[i]] = written(tonumber(parts[change[i]]) + change[i + 1])
  end
  return table.concat(parts, ' ')
end

-- What makes `to` of `from`.
local function difference(from, to)
  local x, y, sums = numbers(from), numbers(to), {}
  for i = 1, math.max(#x, #y) do sums[i] = written((y[i] or 0) - (x[i] or 0)) end
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
  redis.call('HSET', key, group, old and plus(old, sums) or sums)
  if size == 0 then redis.call('PEXPIREAT', key, ends) end
end

-- Adds to what is known of a group's requests; nothing where the bucket is gone.
local function amend(key, group, rest, change)
  local old = redis.call('HGET', key, group)
  if not old then
    group = rest
    old = redis.call('HGET', key, group)
  end
  if not old then return end
  redis.call('HSET', key, group, plus(old, change))
end
