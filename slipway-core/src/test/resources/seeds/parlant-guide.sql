-- Verify migration user has necessary permissions
SELECT
  has_database_privilege(current_user, current_database(), 'CREATE') as can_create,
  has_database_privilege(current_user, current_database(), 'CONNECT') as can_connect,
  has_schema_privilege(current_user, 'public', 'CREATE') as can_create_in_public,
  has_schema_privilege(current_user, 'public', 'USAGE') as can_use_public;

-- ==== block ====
-- Create enums first
CREATE TYPE agent_status AS ENUM ('active', 'inactive', 'archived');
CREATE TYPE session_mode AS ENUM ('auto', 'manual', 'paused');
CREATE TYPE session_status AS ENUM ('active', 'completed', 'abandoned');
CREATE TYPE event_type AS ENUM (
  'customer_message', 'agent_message', 'tool_call',
  'tool_result', 'status_update', 'journey_transition', 'variable_update'
);
CREATE TYPE journey_state_type AS ENUM ('chat', 'tool', 'decision', 'final');
CREATE TYPE composition_mode AS ENUM ('fluid', 'strict');

-- Create core tables
CREATE TABLE parlant_agent (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id TEXT NOT NULL REFERENCES workspace(id) ON DELETE CASCADE,
  created_by TEXT NOT NULL REFERENCES "user"(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  status agent_status NOT NULL DEFAULT 'active',
  composition_mode composition_mode NOT NULL DEFAULT 'fluid',
  system_prompt TEXT,
  model_provider TEXT NOT NULL DEFAULT 'openai',
  model_name TEXT NOT NULL DEFAULT 'gpt-4',
  temperature INTEGER DEFAULT 70 CHECK (temperature >= 0 AND temperature <= 100),
  max_tokens INTEGER DEFAULT 2000 CHECK (max_tokens > 0),
  response_timeout_ms INTEGER DEFAULT 30000,
  max_context_length INTEGER DEFAULT 8000,
  system_instructions TEXT,
  allow_interruption BOOLEAN NOT NULL DEFAULT true,
  allow_proactive_messages BOOLEAN NOT NULL DEFAULT false,
  conversation_style TEXT DEFAULT 'professional',
  data_retention_days INTEGER DEFAULT 30 CHECK (data_retention_days > 0),
  allow_data_export BOOLEAN NOT NULL DEFAULT true,
  pii_handling_mode TEXT DEFAULT 'standard',
  integration_metadata JSONB DEFAULT '{}',
  custom_config JSONB DEFAULT '{}',
  total_sessions INTEGER NOT NULL DEFAULT 0,
  total_messages INTEGER NOT NULL DEFAULT 0,
  total_tokens_used INTEGER NOT NULL DEFAULT 0,
  total_cost INTEGER NOT NULL DEFAULT 0,
  average_session_duration INTEGER,
  last_active_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW(),
  deleted_at TIMESTAMP
);

-- Continue with other tables...
-- [Additional CREATE TABLE statements for all Parlant tables]

-- Add foreign key constraints with proper error handling
DO $$
DECLARE
  constraint_name TEXT;
BEGIN
  -- Add constraints with error handling
  FOR constraint_name IN
    SELECT 'fk_parlant_session_agent'
    UNION SELECT 'fk_parlant_event_session'
    -- Add other constraint names
  LOOP
    BEGIN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I ...', 'table_name', constraint_name);
    EXCEPTION
      WHEN duplicate_object THEN
        RAISE NOTICE 'Constraint % already exists, skipping', constraint_name;
    END;
  END LOOP;
END $$;

-- ==== block ====
-- Performance indexes for core queries
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_workspace_idx
  ON parlant_agent(workspace_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_status_idx
  ON parlant_agent(status);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_workspace_status_idx
  ON parlant_agent(workspace_id, status);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_last_active_idx
  ON parlant_agent(last_active_at);

-- Session query indexes
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_agent_idx
  ON parlant_session(agent_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_workspace_idx
  ON parlant_session(workspace_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_user_idx
  ON parlant_session(user_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_status_idx
  ON parlant_session(status);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_agent_status_idx
  ON parlant_session(agent_id, status);

-- Event retrieval indexes
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_session_offset_idx
  ON parlant_event(session_id, offset);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_type_idx
  ON parlant_event(event_type);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_created_at_idx
  ON parlant_event(created_at);

-- Continue with specialized indexes for tools, journeys, etc...

-- ==== block ====
-- Migrate existing data if needed
-- This script runs after schema creation

-- Create default agents for existing workspaces (optional)
INSERT INTO parlant_agent (workspace_id, created_by, name, description)
SELECT
  w.id as workspace_id,
  w.owner_id as created_by,
  'Default Assistant' as name,
  'Auto-created agent for workspace ' || w.name as description
FROM workspace w
WHERE NOT EXISTS (
  SELECT 1 FROM parlant_agent pa WHERE pa.workspace_id = w.id
);

-- Migrate any existing tool configurations
-- [Tool migration logic if upgrading from previous system]

-- Update usage statistics
UPDATE parlant_agent SET updated_at = NOW();

-- ==== block ====
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

-- ==== block ====
-- Check for orphaned references
SELECT 'parlant_agent' as table_name, COUNT(*) as orphaned_count
FROM parlant_agent pa
LEFT JOIN workspace w ON pa.workspace_id = w.id
WHERE w.id IS NULL

UNION ALL

SELECT 'parlant_session' as table_name, COUNT(*) as orphaned_count
FROM parlant_session ps
LEFT JOIN parlant_agent pa ON ps.agent_id = pa.id
WHERE pa.id IS NULL;

-- Fix orphaned references
DELETE FROM parlant_agent WHERE workspace_id NOT IN (SELECT id FROM workspace);
DELETE FROM parlant_session WHERE agent_id NOT IN (SELECT id FROM parlant_agent);

-- ==== block ====
-- Check for duplicate indexes
SELECT schemaname, tablename, indexname
FROM pg_indexes
WHERE schemaname = 'public'
  AND tablename LIKE 'parlant_%'
  AND indexname LIKE '%_idx';

-- Remove duplicate indexes
DROP INDEX IF EXISTS parlant_agent_workspace_idx;
DROP INDEX IF EXISTS parlant_agent_workspace_id_idx;  -- If duplicate exists

-- ==== block ====
-- Grant necessary permissions
GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO sim_user;
GRANT ALL PRIVILEGES ON ALL SEQUENCES IN SCHEMA public TO sim_user;
GRANT USAGE ON SCHEMA public TO sim_user;

-- Verify permissions
SELECT table_name, privilege_type
FROM information_schema.table_privileges
WHERE grantee = 'sim_user'
  AND table_name LIKE 'parlant_%';

-- ==== block ====
-- Update table statistics
ANALYZE parlant_agent;
ANALYZE parlant_session;
ANALYZE parlant_event;

-- Check for missing indexes
SELECT schemaname, tablename, attname, n_distinct, correlation
FROM pg_stats
WHERE schemaname = 'public'
  AND tablename LIKE 'parlant_%'
  AND n_distinct < 0.1;  -- Low cardinality columns may need indexes

-- Monitor slow queries
SELECT query, mean_time, calls
FROM pg_stat_statements
WHERE query LIKE '%parlant_%'
ORDER BY mean_time DESC
LIMIT 10;

-- ==== block ====
-- Check for gaps in event sequences
WITH event_gaps AS (
  SELECT
    session_id,
    offset,
    LAG(offset) OVER (PARTITION BY session_id ORDER BY offset) as prev_offset
  FROM parlant_event
)
SELECT session_id, offset, prev_offset
FROM event_gaps
WHERE offset - COALESCE(prev_offset, -1) > 1;

-- Fix event ordering
UPDATE parlant_event
SET offset = new_offset
FROM (
  SELECT id, ROW_NUMBER() OVER (PARTITION BY session_id ORDER BY created_at) - 1 as new_offset
  FROM parlant_event
) reordered
WHERE parlant_event.id = reordered.id;

-- ==== block ====
-- Find journeys with incorrect initial states
SELECT j.id, j.title, COUNT(js.id) as initial_count
FROM parlant_journey j
LEFT JOIN parlant_journey_state js ON j.id = js.journey_id AND js.is_initial = true
GROUP BY j.id, j.title
HAVING COUNT(js.id) != 1;

-- Fix journey initial states
UPDATE parlant_journey_state
SET is_initial = false
WHERE journey_id IN (
  SELECT journey_id
  FROM parlant_journey_state
  WHERE is_initial = true
  GROUP BY journey_id
  HAVING COUNT(*) > 1
);

-- Set the first created state as initial
UPDATE parlant_journey_state
SET is_initial = true
WHERE id IN (
  SELECT DISTINCT ON (journey_id) id
  FROM parlant_journey_state
  ORDER BY journey_id, created_at
);

-- ==== block ====
-- Agent health check
SELECT
  pa.workspace_id,
  COUNT(*) as agent_count,
  COUNT(CASE WHEN pa.status = 'active' THEN 1 END) as active_agents,
  MAX(pa.last_active_at) as last_activity
FROM parlant_agent pa
WHERE pa.deleted_at IS NULL
GROUP BY pa.workspace_id;

-- Session activity check
SELECT
  DATE_TRUNC('hour', ps.started_at) as hour,
  COUNT(*) as session_count,
  AVG(ps.message_count) as avg_messages,
  AVG(ps.cost) as avg_cost
FROM parlant_session ps
WHERE ps.started_at >= NOW() - INTERVAL '24 hours'
GROUP BY DATE_TRUNC('hour', ps.started_at)
ORDER BY hour DESC;
