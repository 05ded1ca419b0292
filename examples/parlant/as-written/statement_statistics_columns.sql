-- Seed 001 (migration guide), "Query Performance Problems".
-- pg_stat_statements.mean_time has been mean_exec_time since PostgreSQL 13.
-- PostgreSQL answers: 42703, or 42P01 without the extension

-- Monitor slow queries
SELECT query, mean_time, calls
FROM pg_stat_statements
WHERE query LIKE '%parlant_%'
ORDER BY mean_time DESC
LIMIT 10;
