-- Seed 001 (migration guide), "Quick Rollback (Development)".
-- The names are common words; CASCADE drops every column of these types in any table, the copies in
-- parlant_backup included. Without CASCADE it would stop with 2BP01.
-- PostgreSQL answers: accepted

DROP TYPE IF EXISTS agent_status CASCADE;
DROP TYPE IF EXISTS session_mode CASCADE;
DROP TYPE IF EXISTS session_status CASCADE;
DROP TYPE IF EXISTS event_type CASCADE;
DROP TYPE IF EXISTS journey_state_type CASCADE;
DROP TYPE IF EXISTS composition_mode CASCADE;
