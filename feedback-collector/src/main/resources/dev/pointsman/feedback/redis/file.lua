-- All that is known of a decision.
-- KEYS: index of the decision, decisions, outcomes
-- Gives: nothing when unknown; else index, the decision's entry, the outcome's entry
return known_of(KEYS[1], KEYS[2], KEYS[3])
