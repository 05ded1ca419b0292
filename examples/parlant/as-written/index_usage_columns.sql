-- Seed 000 (production strategy), "Monitoring Queries".
-- pg_stat_user_indexes calls them relname and indexrelname; tablename and indexname are of
-- pg_indexes.
-- PostgreSQL answers: 42703

-- Monitor index usage
SELECT
    schemaname, tablename, indexname, idx_tup_read, idx_tup_fetch
FROM pg_stat_user_indexes
WHERE tablename LIKE 'parlant_%'
ORDER BY idx_tup_read DESC;
