-- Counts an audit of a vote for its voice, once.
-- KEYS: index of the decision, the voice
-- ARGV: field of the audit in the index, 1 when the vote agrees else 0, a voice's life ms
-- Gives: 1 when counted, else 0
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('HINCRBY', KEYS[2], 'agreed', ARGV[2])
redis.call('HINCRBY', KEYS[2], 'audits', 1)
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return 1
