-- Seed 001 (migration guide), "Selective Rollback (Partial)".
-- DROP INDEX CONCURRENTLY cannot run between BEGIN and COMMIT: the flag and the archive are lost
-- with it. Also, the UPDATE touches every agent in one statement.
-- PostgreSQL answers: 25001

-- Remove specific Parlant features while preserving data
BEGIN;

-- 1. Disable Parlant endpoints
UPDATE configuration SET parlant_enabled = false WHERE key = 'features';

-- 2. Drop indexes to improve performance
DROP INDEX CONCURRENTLY parlant_agent_workspace_idx;
DROP INDEX CONCURRENTLY parlant_session_agent_idx;
-- Continue with other indexes...

-- 3. Archive data instead of deleting
UPDATE parlant_agent SET deleted_at = NOW() WHERE deleted_at IS NULL;

-- 4. Commit changes
COMMIT;
