DROP TRIGGER IF EXISTS update_parlant_canned_response_updated_at ON parlant_canned_response;
DROP TRIGGER IF EXISTS update_parlant_term_updated_at ON parlant_term;
DROP TRIGGER IF EXISTS update_parlant_variable_updated_at ON parlant_variable;
DROP TRIGGER IF EXISTS update_parlant_guideline_updated_at ON parlant_guideline;
DROP TRIGGER IF EXISTS update_parlant_event_updated_at ON parlant_event;
DROP TRIGGER IF EXISTS update_parlant_session_updated_at ON parlant_session;
DROP TRIGGER IF EXISTS update_parlant_journey_transition_updated_at ON parlant_journey_transition;
DROP TRIGGER IF EXISTS update_parlant_journey_state_updated_at ON parlant_journey_state;
DROP TRIGGER IF EXISTS update_parlant_journey_updated_at ON parlant_journey;
DROP TRIGGER IF EXISTS update_parlant_tool_updated_at ON parlant_tool;
DROP TRIGGER IF EXISTS update_parlant_agent_updated_at ON parlant_agent;

-- No CASCADE: a trigger that another table has hung on the function since then must stop us.
DROP FUNCTION IF EXISTS update_updated_at_column();
