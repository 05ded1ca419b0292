-- Seed 000 (production strategy), "Phase 1: Pre-flight Validation".
-- state = 'active' leaves out sessions that are idle in transaction, and query_start is the age of
-- the statement, not of the transaction: the sessions that hold locks longest are not in the
-- answer.
-- PostgreSQL answers: accepted

SELECT pid, state, query_start, query
FROM pg_stat_activity
WHERE state = 'active'
AND query_start < NOW() - INTERVAL '5 minutes';
