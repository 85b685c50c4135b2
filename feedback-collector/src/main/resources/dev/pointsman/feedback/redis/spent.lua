-- Adds to the spend ledger what no outcome tells.
-- KEYS: buckets
-- ARGV: group, rest, sums, most groups, when each bucket ends...
for i, key in ipairs(KEYS) do spend(key, ARGV[4 + i], ARGV[1], ARGV[2], ARGV[3], ARGV[4]) end
return 1
