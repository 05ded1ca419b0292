-- @metadata {"zeroDowntime": true, "phase": "expand", "description": "Parlant: cross-table foreign keys and checks", "author": "sim-platform", "breakingChange": false, "risk": "low", "tags": ["parlant"], "dependencies": ["0093_parlant_tables"]}

ALTER TABLE parlant_tool
  ADD CONSTRAINT fk_parlant_tool_workflow
  FOREIGN KEY (workflow_id) REFERENCES workflow(id) ON DELETE SET NULL;
ALTER TABLE parlant_tool
  ADD CONSTRAINT fk_parlant_tool_knowledge_base
  FOREIGN KEY (knowledge_base_id) REFERENCES knowledge_base(id) ON DELETE SET NULL;
ALTER TABLE parlant_journey
  ADD CONSTRAINT fk_parlant_journey_agent
  FOREIGN KEY (agent_id) REFERENCES parlant_agent(id) ON DELETE CASCADE;
ALTER TABLE parlant_journey_state
  ADD CONSTRAINT fk_parlant_journey_state_journey
  FOREIGN KEY (journey_id) REFERENCES parlant_journey(id) ON DELETE CASCADE;
ALTER TABLE parlant_journey_state
  ADD CONSTRAINT fk_parlant_journey_state_tool
  FOREIGN KEY (tool_id) REFERENCES parlant_tool(id) ON DELETE RESTRICT;
ALTER TABLE parlant_journey_transition
  ADD CONSTRAINT fk_parlant_journey_transition_journey
  FOREIGN KEY (journey_id) REFERENCES parlant_journey(id) ON DELETE CASCADE;
ALTER TABLE parlant_journey_transition
  ADD CONSTRAINT fk_parlant_journey_transition_from_state
  FOREIGN KEY (from_state_id) REFERENCES parlant_journey_state(id) ON DELETE CASCADE;
ALTER TABLE parlant_journey_transition
  ADD CONSTRAINT fk_parlant_journey_transition_to_state
  FOREIGN KEY (to_state_id) REFERENCES parlant_journey_state(id) ON DELETE CASCADE;
ALTER TABLE parlant_session
  ADD CONSTRAINT fk_parlant_session_agent
  FOREIGN KEY (agent_id) REFERENCES parlant_agent(id) ON DELETE CASCADE;
ALTER TABLE parlant_session
  ADD CONSTRAINT fk_parlant_session_current_journey
  FOREIGN KEY (current_journey_id) REFERENCES parlant_journey(id) ON DELETE SET NULL;
ALTER TABLE parlant_session
  ADD CONSTRAINT fk_parlant_session_current_state
  FOREIGN KEY (current_state_id) REFERENCES parlant_journey_state(id) ON DELETE SET NULL;
ALTER TABLE parlant_event
  ADD CONSTRAINT fk_parlant_event_session
  FOREIGN KEY (session_id) REFERENCES parlant_session(id) ON DELETE CASCADE;
ALTER TABLE parlant_event
  ADD CONSTRAINT fk_parlant_event_parent
  FOREIGN KEY (parent_event_id) REFERENCES parlant_event(id) ON DELETE SET NULL;
ALTER TABLE parlant_event
  ADD CONSTRAINT fk_parlant_event_tool
  FOREIGN KEY (tool_id) REFERENCES parlant_tool(id) ON DELETE SET NULL;
ALTER TABLE parlant_event
  ADD CONSTRAINT fk_parlant_event_journey
  FOREIGN KEY (journey_id) REFERENCES parlant_journey(id) ON DELETE SET NULL;
ALTER TABLE parlant_event
  ADD CONSTRAINT fk_parlant_event_journey_state
  FOREIGN KEY (journey_state_id) REFERENCES parlant_journey_state(id) ON DELETE SET NULL;
ALTER TABLE parlant_guideline
  ADD CONSTRAINT fk_parlant_guideline_agent
  FOREIGN KEY (agent_id) REFERENCES parlant_agent(id) ON DELETE CASCADE;
ALTER TABLE parlant_guideline
  ADD CONSTRAINT fk_parlant_guideline_journey
  FOREIGN KEY (journey_id) REFERENCES parlant_journey(id) ON DELETE CASCADE;
ALTER TABLE parlant_variable
  ADD CONSTRAINT fk_parlant_variable_agent
  FOREIGN KEY (agent_id) REFERENCES parlant_agent(id) ON DELETE CASCADE;
ALTER TABLE parlant_variable
  ADD CONSTRAINT fk_parlant_variable_session
  FOREIGN KEY (session_id) REFERENCES parlant_session(id) ON DELETE CASCADE;
ALTER TABLE parlant_term
  ADD CONSTRAINT fk_parlant_term_agent
  FOREIGN KEY (agent_id) REFERENCES parlant_agent(id) ON DELETE CASCADE;
ALTER TABLE parlant_term
  ADD CONSTRAINT fk_parlant_term_knowledge_base
  FOREIGN KEY (knowledge_base_id) REFERENCES knowledge_base(id) ON DELETE SET NULL;
ALTER TABLE parlant_canned_response
  ADD CONSTRAINT fk_parlant_canned_response_agent
  FOREIGN KEY (agent_id) REFERENCES parlant_agent(id) ON DELETE CASCADE;

ALTER TABLE parlant_journey_state
  ADD CONSTRAINT parlant_journey_state_tool_is_named
  CHECK (state_type <> 'tool' OR tool_id IS NOT NULL);
ALTER TABLE parlant_journey_state
  ADD CONSTRAINT parlant_journey_state_not_both_ends CHECK (NOT (is_initial AND is_final));
ALTER TABLE parlant_journey_transition
  ADD CONSTRAINT parlant_journey_transition_moves CHECK (from_state_id <> to_state_id);
ALTER TABLE parlant_session
  ADD CONSTRAINT parlant_session_ends_after_start
  CHECK (ended_at IS NULL OR ended_at >= started_at);
ALTER TABLE parlant_session
  ADD CONSTRAINT parlant_session_counts_not_negative
  CHECK (event_count >= 0 AND message_count >= 0 AND tokens_used >= 0);
ALTER TABLE parlant_event
  ADD CONSTRAINT parlant_event_offset_not_negative CHECK ("offset" >= 0);
ALTER TABLE parlant_event
  ADD CONSTRAINT parlant_event_not_its_own_parent
  CHECK (parent_event_id IS NULL OR parent_event_id <> id);
ALTER TABLE parlant_variable
  ADD CONSTRAINT parlant_variable_session_scope
  CHECK ((scope = 'session') = (session_id IS NOT NULL));
ALTER TABLE parlant_guideline
  ADD CONSTRAINT parlant_guideline_text_not_empty CHECK (condition <> '' AND action <> '');
ALTER TABLE parlant_term
  ADD CONSTRAINT parlant_term_text_not_empty CHECK (name <> '' AND definition <> '');
ALTER TABLE parlant_canned_response
  ADD CONSTRAINT parlant_canned_response_text_not_empty CHECK (template <> '');
