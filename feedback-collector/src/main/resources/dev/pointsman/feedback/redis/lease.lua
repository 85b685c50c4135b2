-- Gives or renews the right to write snapshots, by this server's clock. Tokens only grow.
-- KEYS: lease, marks
-- ARGV: holder, life in ms, 1 to take it from whoever has it
-- Gives: the token, 0 while another holds the lease
local held = redis.call('GET', KEYS[1])
if held then
  local token, holder = string.match(held, '^(%d+) (.*)$')
  if holder == ARGV[1] then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    return tonumber(token)
  end
  if ARGV[3] ~= '1' then return 0 end
end
local token = redis.call('HINCRBY', KEYS[2], 'token', 1)
redis.call('SET', KEYS[1], token .. ' ' .. ARGV[1], 'PX', ARGV[2])
return token
