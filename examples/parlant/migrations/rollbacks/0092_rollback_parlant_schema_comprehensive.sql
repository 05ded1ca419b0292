-- Removes the whole Parlant schema, whichever of its migrations have run.
-- Destructive: run keep-data.sql first when the rows matter.
-- No CASCADE anywhere: the enum names are common words, and a column, view or trigger that another
-- team has since built on them must stop the rollback instead of vanishing with it.

DROP TABLE IF EXISTS parlant_canned_response;
DROP TABLE IF EXISTS parlant_term;
DROP TABLE IF EXISTS parlant_variable;
DROP TABLE IF EXISTS parlant_guideline;
DROP TABLE IF EXISTS parlant_event;
DROP TABLE IF EXISTS parlant_session;
DROP TABLE IF EXISTS parlant_journey_transition;
DROP TABLE IF EXISTS parlant_journey_state;
DROP TABLE IF EXISTS parlant_journey;
DROP TABLE IF EXISTS parlant_tool;
DROP TABLE IF EXISTS parlant_agent;

DROP FUNCTION IF EXISTS update_updated_at_column();

DROP TYPE IF EXISTS composition_mode;
DROP TYPE IF EXISTS journey_state_type;
DROP TYPE IF EXISTS event_type;
DROP TYPE IF EXISTS session_status;
DROP TYPE IF EXISTS session_mode;
DROP TYPE IF EXISTS agent_status;
