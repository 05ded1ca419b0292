-- @metadata {"zeroDowntime": true, "phase": "expand", "description": "Parlant: basic indexes, then the large ones concurrently", "author": "sim-platform", "breakingChange": false, "risk": "low", "tags": ["parlant", "indexes"], "dependencies": ["0094_parlant_constraints"]}

-- Rules of the data: the tables are new and empty, so these are built at once.
CREATE UNIQUE INDEX parlant_agent_live_name_idx
  ON parlant_agent (workspace_id, lower(name)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX parlant_tool_live_name_idx
  ON parlant_tool (workspace_id, lower(name)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX parlant_journey_live_title_idx
  ON parlant_journey (agent_id, lower(title)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX parlant_journey_state_name_idx
  ON parlant_journey_state (journey_id, lower(name));
CREATE UNIQUE INDEX parlant_journey_state_one_initial_idx
  ON parlant_journey_state (journey_id) WHERE is_initial;
CREATE UNIQUE INDEX parlant_journey_transition_edge_idx
  ON parlant_journey_transition (from_state_id, to_state_id, md5(coalesce(condition, '')));
CREATE UNIQUE INDEX parlant_guideline_live_condition_idx
  ON parlant_guideline (agent_id, md5(condition || action)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX parlant_variable_agent_key_idx
  ON parlant_variable (agent_id, key) WHERE session_id IS NULL;
CREATE UNIQUE INDEX parlant_variable_session_key_idx
  ON parlant_variable (session_id, key) WHERE session_id IS NOT NULL;
CREATE UNIQUE INDEX parlant_term_name_idx
  ON parlant_term (agent_id, lower(name));

-- The columns that foreign keys look up.
CREATE INDEX parlant_agent_created_by_idx ON parlant_agent (created_by);
CREATE INDEX parlant_tool_created_by_idx ON parlant_tool (created_by);
CREATE INDEX parlant_tool_workflow_idx ON parlant_tool (workflow_id) WHERE workflow_id IS NOT NULL;
CREATE INDEX parlant_tool_knowledge_base_idx
  ON parlant_tool (knowledge_base_id) WHERE knowledge_base_id IS NOT NULL;
CREATE INDEX parlant_journey_agent_idx ON parlant_journey (agent_id);
CREATE INDEX parlant_journey_created_by_idx ON parlant_journey (created_by);
CREATE INDEX parlant_journey_state_journey_idx ON parlant_journey_state (journey_id);
CREATE INDEX parlant_journey_state_tool_idx
  ON parlant_journey_state (tool_id) WHERE tool_id IS NOT NULL;
CREATE INDEX parlant_journey_transition_journey_idx ON parlant_journey_transition (journey_id);
CREATE INDEX parlant_journey_transition_to_state_idx ON parlant_journey_transition (to_state_id);
CREATE INDEX parlant_session_current_journey_idx
  ON parlant_session (current_journey_id) WHERE current_journey_id IS NOT NULL;
CREATE INDEX parlant_session_current_state_idx
  ON parlant_session (current_state_id) WHERE current_state_id IS NOT NULL;
CREATE INDEX parlant_event_parent_idx
  ON parlant_event (parent_event_id) WHERE parent_event_id IS NOT NULL;
CREATE INDEX parlant_event_tool_idx ON parlant_event (tool_id) WHERE tool_id IS NOT NULL;
CREATE INDEX parlant_event_journey_idx ON parlant_event (journey_id) WHERE journey_id IS NOT NULL;
CREATE INDEX parlant_event_journey_state_idx
  ON parlant_event (journey_state_id) WHERE journey_state_id IS NOT NULL;
CREATE INDEX parlant_guideline_agent_idx ON parlant_guideline (agent_id);
CREATE INDEX parlant_guideline_journey_idx
  ON parlant_guideline (journey_id) WHERE journey_id IS NOT NULL;
CREATE INDEX parlant_guideline_created_by_idx ON parlant_guideline (created_by);
CREATE INDEX parlant_variable_agent_idx ON parlant_variable (agent_id);
CREATE INDEX parlant_term_agent_idx ON parlant_term (agent_id);
CREATE INDEX parlant_term_created_by_idx ON parlant_term (created_by);
CREATE INDEX parlant_term_knowledge_base_idx
  ON parlant_term (knowledge_base_id) WHERE knowledge_base_id IS NOT NULL;
CREATE INDEX parlant_canned_response_agent_idx ON parlant_canned_response (agent_id);
CREATE INDEX parlant_canned_response_created_by_idx ON parlant_canned_response (created_by);

-- Performance indexes for core queries
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_workspace_idx
  ON parlant_agent(workspace_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_status_idx
  ON parlant_agent(status);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_workspace_status_idx
  ON parlant_agent(workspace_id, status);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_last_active_idx
  ON parlant_agent(last_active_at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_model_idx
  ON parlant_agent (model_provider, model_name);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_deleted_at_idx
  ON parlant_agent (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_custom_config_idx
  ON parlant_agent USING gin (custom_config);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_agent_integration_metadata_idx
  ON parlant_agent USING gin (integration_metadata jsonb_path_ops);

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
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_parlant_session_last_activity
  ON parlant_session(last_activity_at DESC);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_workspace_started_idx
  ON parlant_session (workspace_id, started_at DESC);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_started_at_idx
  ON parlant_session (started_at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_customer_idx
  ON parlant_session (workspace_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_stale_idx
  ON parlant_session (last_activity_at) WHERE status = 'active';
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_metadata_idx
  ON parlant_session USING gin (metadata);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_session_variables_idx
  ON parlant_session USING gin (variables jsonb_path_ops);

-- Event retrieval indexes
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_session_offset_idx
  ON parlant_event(session_id, "offset");
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_type_idx
  ON parlant_event(event_type);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_created_at_idx
  ON parlant_event(created_at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_parlant_event_session_type
  ON parlant_event(session_id, event_type);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_session_created_idx
  ON parlant_event (session_id, created_at) INCLUDE (event_type);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_correlation_idx
  ON parlant_event (correlation_id) WHERE correlation_id IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_tool_call_idx
  ON parlant_event ((content ->> 'toolCallId')) WHERE event_type IN ('tool_call', 'tool_result');
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_content_idx
  ON parlant_event USING gin (content jsonb_path_ops);

-- Guidelines
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_guideline_enabled_idx
  ON parlant_guideline (agent_id, priority DESC) WHERE enabled AND deleted_at IS NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_guideline_last_matched_idx
  ON parlant_guideline (last_matched_at DESC NULLS LAST);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_guideline_tools_idx
  ON parlant_guideline USING gin (tool_ids);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_guideline_tags_idx
  ON parlant_guideline USING gin (tags);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_guideline_words_idx
  ON parlant_guideline USING gin (to_tsvector('english', condition || ' ' || action));

-- Journeys
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_journey_enabled_idx
  ON parlant_journey (agent_id, title) WHERE enabled AND deleted_at IS NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_journey_last_used_idx
  ON parlant_journey (last_used_at DESC NULLS LAST);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_journey_conditions_idx
  ON parlant_journey USING gin (conditions);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_journey_tags_idx
  ON parlant_journey USING gin (tags);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_journey_state_type_idx
  ON parlant_journey_state (journey_id, state_type);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_journey_state_final_idx
  ON parlant_journey_state (journey_id) WHERE is_final;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_journey_state_metadata_idx
  ON parlant_journey_state USING gin (metadata);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_journey_transition_priority_idx
  ON parlant_journey_transition (from_state_id, priority DESC);

-- Variables, tools, terms, canned responses
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_variable_scope_idx
  ON parlant_variable (agent_id, scope);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_variable_expires_idx
  ON parlant_variable (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_variable_value_idx
  ON parlant_variable USING gin (value jsonb_path_ops);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_tool_type_idx
  ON parlant_tool (workspace_id, tool_type);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_tool_enabled_idx
  ON parlant_tool (workspace_id) WHERE enabled AND deleted_at IS NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_tool_last_used_idx
  ON parlant_tool (last_used_at DESC NULLS LAST);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_tool_parameters_idx
  ON parlant_tool USING gin (parameters);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_term_category_idx
  ON parlant_term (agent_id, category);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_term_synonyms_idx
  ON parlant_term USING gin (synonyms);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_term_words_idx
  ON parlant_term USING gin (to_tsvector('english', name || ' ' || definition));
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_canned_response_category_idx
  ON parlant_canned_response (agent_id, category, priority DESC) WHERE enabled;
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_canned_response_tags_idx
  ON parlant_canned_response USING gin (tags);
CREATE INDEX CONCURRENTLY IF NOT EXISTS parlant_canned_response_conditions_idx
  ON parlant_canned_response USING gin (conditions);
