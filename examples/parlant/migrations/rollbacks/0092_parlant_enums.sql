DROP TYPE IF EXISTS composition_mode;
DROP TYPE IF EXISTS journey_state_type;
DROP TYPE IF EXISTS event_type;
DROP TYPE IF EXISTS session_status;
DROP TYPE IF EXISTS session_mode;
DROP TYPE IF EXISTS agent_status;
