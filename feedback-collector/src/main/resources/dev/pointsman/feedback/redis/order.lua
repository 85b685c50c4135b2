-- Appends an order to rewards; the snapshot it needs is kept from then on until let go.
-- KEYS: marks, rewards
-- ARGV: name of the snapshot, empty for none, fields of the entry...
-- Gives: the entry's id, empty when the snapshot is not kept
if ARGV[1] ~= '' and redis.call('HEXISTS', KEYS[1], 'mark:' .. ARGV[1]) == 0 then return '' end
local id = redis.call('XADD', KEYS[2], '*', unpack(ARGV, 2))
if ARGV[1] ~= '' then redis.call('HSET', KEYS[1], 'pin:' .. ARGV[1], id) end
return id
