   -- Execute validation script
   \i /path/to/pre_migration_validation.sql

   -- Review results - all ERROR-level issues must be resolved
   -- WARN-level issues should be addressed but don't block migration

-- ==== block ====
   -- Prevent concurrent migrations
   SELECT pg_advisory_lock(5555, 2024);

   -- Verify lock acquired successfully
   SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 5555;

-- ==== block ====
   -- Check for active long-running transactions
   SELECT pid, state, query_start, query
   FROM pg_stat_activity
   WHERE state = 'active'
   AND query_start < NOW() - INTERVAL '5 minutes';

   -- Check connection count
   SELECT COUNT(*) as active_connections FROM pg_stat_activity WHERE state = 'active';

-- ==== block ====
SELECT pg_advisory_unlock(5555, 2024);
-- Address issues and retry

-- ==== block ====
   -- Create all Parlant enums
   DO $$
   BEGIN
       -- agent_status enum
       IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'agent_status') THEN
           CREATE TYPE agent_status AS ENUM('active', 'inactive', 'archived', 'maintenance');
       END IF;

       -- Continue for all 6 enums...
   END $$;

-- ==== block ====
   -- Create tables in dependency order
   -- 1. Independent tables first
   CREATE TABLE IF NOT EXISTS parlant_agent (...);
   CREATE TABLE IF NOT EXISTS parlant_tool (...);

   -- 2. Tables with foreign keys
   CREATE TABLE IF NOT EXISTS parlant_session (...);
   CREATE TABLE IF NOT EXISTS parlant_event (...);
   -- Continue for all tables...

-- ==== block ====
   -- Create essential indexes first (non-concurrent for speed)
   CREATE INDEX IF NOT EXISTS idx_parlant_agent_workspace_id
   ON parlant_agent(workspace_id);

   -- Create primary key indexes (already handled by PRIMARY KEY constraint)
   -- Create foreign key indexes for performance

-- ==== block ====
   -- Add FK constraints in dependency order
   ALTER TABLE parlant_session
   ADD CONSTRAINT IF NOT EXISTS fk_parlant_session_current_journey
   FOREIGN KEY (current_journey_id) REFERENCES parlant_journey(id) ON DELETE SET NULL;

   -- Continue for all cross-table references...

-- ==== block ====
   -- Use CONCURRENTLY for large/complex indexes to avoid blocking
   CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_parlant_session_last_activity
   ON parlant_session(last_activity_at DESC);

   CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_parlant_event_session_type
   ON parlant_event(session_id, event_type);

-- ==== block ====
   -- Create updated_at trigger function if not exists
   CREATE OR REPLACE FUNCTION update_updated_at_column() ...;

   -- Apply triggers to all relevant tables
   CREATE TRIGGER update_parlant_agent_updated_at
   BEFORE UPDATE ON parlant_agent
   FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

-- ==== block ====
   \i /path/to/post_migration_validation.sql

   -- Review all validation results
   -- Ensure no FAIL status results
   -- Address any WARN status issues if critical

-- ==== block ====
   -- Test insert into core tables
   INSERT INTO parlant_agent (workspace_id, created_by, name, status)
   SELECT
       w.id,
       u.id,
       '__migration_test__',
       'inactive'
   FROM workspace w, "user" u
   LIMIT 1;

   -- Verify insert succeeded and clean up
   DELETE FROM parlant_agent WHERE name = '__migration_test__';

-- ==== block ====
   SELECT pg_advisory_unlock(5555, 2024);

   -- Verify lock released
   SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 5555;
   -- Should return 0

-- ==== block ====
   -- Update table statistics for query planner
   ANALYZE parlant_agent;
   ANALYZE parlant_session;
   ANALYZE parlant_event;
   -- Continue for all tables...

   -- Or analyze all at once
   VACUUM ANALYZE;

-- ==== block ====
   -- If application errors but schema is fine
   -- Just disable feature flags and revert application code
   -- Keep schema changes (they're additive and safe)

-- ==== block ====
   \i /path/to/rollbacks/0092_rollback_parlant_schema_comprehensive.sql

   -- This will completely remove all Parlant schema objects
   -- WARNING: This is destructive if any data exists

-- ==== block ====
   -- Create backup before rollback
   CREATE SCHEMA parlant_backup;
   -- Copy all data to backup schema
   -- Then proceed with rollback script

-- ==== block ====
-- Monitor table sizes
SELECT
    table_name,
    pg_size_pretty(pg_total_relation_size(table_name::regclass)) as size
FROM information_schema.tables
WHERE table_name LIKE 'parlant_%'
ORDER BY pg_total_relation_size(table_name::regclass) DESC;

-- Monitor index usage
SELECT
    schemaname, tablename, indexname, idx_tup_read, idx_tup_fetch
FROM pg_stat_user_indexes
WHERE tablename LIKE 'parlant_%'
ORDER BY idx_tup_read DESC;

-- Monitor foreign key constraint performance
SELECT
    conname, conrelid::regclass, confrelid::regclass
FROM pg_constraint
WHERE contype = 'f'
AND conrelid::regclass::text LIKE 'parlant_%';

-- ==== block ====
-- Check migration status
SELECT
    schemaname, tablename,
    pg_size_pretty(pg_total_relation_size(schemaname||'.'||tablename)) as size
FROM pg_tables
WHERE tablename LIKE 'parlant_%';

-- Monitor active connections
SELECT datname, usename, application_name, state, query_start
FROM pg_stat_activity
WHERE state = 'active';

-- Check lock status
SELECT locktype, database, relation::regclass, page, tuple, virtualxid, transactionid, mode, granted
FROM pg_locks
WHERE NOT granted;

-- Verify foreign keys
SELECT conname, conrelid::regclass, confrelid::regclass
FROM pg_constraint
WHERE contype = 'f'
AND conname LIKE '%parlant%';
