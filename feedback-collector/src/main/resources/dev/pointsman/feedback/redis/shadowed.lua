-- Appends what an arm taught off the user's path, once for each arm of a decision.
-- KEYS: index of the decision, rewards
-- ARGV: field of the arm in the index, field of an entry, the packed entries...
-- Gives: 1 when appended, 0 when told before, -1 when the decision is unknown
if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
if redis.call('HSETNX', KEYS[1], ARGV[1], '1') == 0 then return 0 end
for i = 3, #ARGV do
  redis.call('XADD', KEYS[2], '*', ARGV[2], ARGV[i])
end
return 1
