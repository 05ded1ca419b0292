ALTER TABLE parlant_canned_response
  DROP CONSTRAINT IF EXISTS parlant_canned_response_text_not_empty;
ALTER TABLE parlant_term
  DROP CONSTRAINT IF EXISTS parlant_term_text_not_empty;
ALTER TABLE parlant_guideline
  DROP CONSTRAINT IF EXISTS parlant_guideline_text_not_empty;
ALTER TABLE parlant_variable
  DROP CONSTRAINT IF EXISTS parlant_variable_session_scope;
ALTER TABLE parlant_event
  DROP CONSTRAINT IF EXISTS parlant_event_not_its_own_parent;
ALTER TABLE parlant_event
  DROP CONSTRAINT IF EXISTS parlant_event_offset_not_negative;
ALTER TABLE parlant_session
  DROP CONSTRAINT IF EXISTS parlant_session_counts_not_negative;
ALTER TABLE parlant_session
  DROP CONSTRAINT IF EXISTS parlant_session_ends_after_start;
ALTER TABLE parlant_journey_transition
  DROP CONSTRAINT IF EXISTS parlant_journey_transition_moves;
ALTER TABLE parlant_journey_state
  DROP CONSTRAINT IF EXISTS parlant_journey_state_not_both_ends;
ALTER TABLE parlant_journey_state
  DROP CONSTRAINT IF EXISTS parlant_journey_state_tool_is_named;
ALTER TABLE parlant_canned_response
  DROP CONSTRAINT IF EXISTS fk_parlant_canned_response_agent;
ALTER TABLE parlant_term
  DROP CONSTRAINT IF EXISTS fk_parlant_term_knowledge_base;
ALTER TABLE parlant_term
  DROP CONSTRAINT IF EXISTS fk_parlant_term_agent;
ALTER TABLE parlant_variable
  DROP CONSTRAINT IF EXISTS fk_parlant_variable_session;
ALTER TABLE parlant_variable
  DROP CONSTRAINT IF EXISTS fk_parlant_variable_agent;
ALTER TABLE parlant_guideline
  DROP CONSTRAINT IF EXISTS fk_parlant_guideline_journey;
ALTER TABLE parlant_guideline
  DROP CONSTRAINT IF EXISTS fk_parlant_guideline_agent;
ALTER TABLE parlant_event
  DROP CONSTRAINT IF EXISTS fk_parlant_event_journey_state;
ALTER TABLE parlant_event
  DROP CONSTRAINT IF EXISTS fk_parlant_event_journey;
ALTER TABLE parlant_event
  DROP CONSTRAINT IF EXISTS fk_parlant_event_tool;
ALTER TABLE parlant_event
  DROP CONSTRAINT IF EXISTS fk_parlant_event_parent;
ALTER TABLE parlant_event
  DROP CONSTRAINT IF EXISTS fk_parlant_event_session;
ALTER TABLE parlant_session
  DROP CONSTRAINT IF EXISTS fk_parlant_session_current_state;
ALTER TABLE parlant_session
  DROP CONSTRAINT IF EXISTS fk_parlant_session_current_journey;
ALTER TABLE parlant_session
  DROP CONSTRAINT IF EXISTS fk_parlant_session_agent;
ALTER TABLE parlant_journey_transition
  DROP CONSTRAINT IF EXISTS fk_parlant_journey_transition_to_state;
ALTER TABLE parlant_journey_transition
  DROP CONSTRAINT IF EXISTS fk_parlant_journey_transition_from_state;
ALTER TABLE parlant_journey_transition
  DROP CONSTRAINT IF EXISTS fk_parlant_journey_transition_journey;
ALTER TABLE parlant_journey_state
  DROP CONSTRAINT IF EXISTS fk_parlant_journey_state_tool;
ALTER TABLE parlant_journey_state
  DROP CONSTRAINT IF EXISTS fk_parlant_journey_state_journey;
ALTER TABLE parlant_journey
  DROP CONSTRAINT IF EXISTS fk_parlant_journey_agent;
ALTER TABLE parlant_tool
  DROP CONSTRAINT IF EXISTS fk_parlant_tool_knowledge_base;
ALTER TABLE parlant_tool
  DROP CONSTRAINT IF EXISTS fk_parlant_tool_workflow;
