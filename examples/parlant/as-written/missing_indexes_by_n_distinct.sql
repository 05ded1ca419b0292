-- Seed 001 (migration guide), "Query Performance Problems".
-- n_distinct is negative when it is a share of the rows: < 0.1 selects the columns with the most
-- distinct values, the unique ones first, not the fewest.
-- PostgreSQL answers: accepted

-- Check for missing indexes
SELECT schemaname, tablename, attname, n_distinct, correlation
FROM pg_stats
WHERE schemaname = 'public'
  AND tablename LIKE 'parlant_%'
  AND n_distinct < 0.1;  -- Low cardinality columns may need indexes
