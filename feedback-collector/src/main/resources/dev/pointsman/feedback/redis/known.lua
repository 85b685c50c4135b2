-- Stands before scripts that give all that is known of a decision.

-- Nothing when unknown; else index, the decision's entry, the outcome's entry.
local function known_of(index_key, decisions, outcomes)
  local index = redis.call('HGETALL', index_key)
  if #index == 0 then return {} end
  local at, out
  for i = 1, #index, 2 do
    if index[i] == 'at' then at = index[i + 1] end
    if index[i] == 'out' then out = index[i + 1] end
  end
  local decision = redis.call('XRANGE', decisions, at, at)
  local outcome = {}
  if out then outcome = redis.call('XRANGE', outcomes, out, out) end
  if #decision == 0 then return {} end
  return {index, decision[1][2], outcome[1] and outcome[1][2] or {}}
end
