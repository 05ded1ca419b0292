-- @metadata {"zeroDowntime": true, "phase": "expand", "description": "Parlant: eleven tables, parents first", "author": "sim-platform", "breakingChange": false, "risk": "low", "tags": ["parlant"], "dependencies": ["0092_parlant_enums"]}

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

CREATE TABLE parlant_tool (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id TEXT NOT NULL REFERENCES workspace(id) ON DELETE CASCADE,
  created_by TEXT NOT NULL REFERENCES "user"(id) ON DELETE CASCADE,
  workflow_id TEXT,
  knowledge_base_id TEXT,
  name TEXT NOT NULL,
  display_name TEXT,
  description TEXT,
  tool_type TEXT NOT NULL DEFAULT 'custom'
    CHECK (tool_type IN ('workflow', 'retrieval', 'http', 'custom')),
  version TEXT NOT NULL DEFAULT '1.0.0',
  enabled BOOLEAN NOT NULL DEFAULT true,
  parameters JSONB NOT NULL DEFAULT '{}',
  return_schema JSONB DEFAULT '{}',
  auth_config JSONB DEFAULT '{}',
  retry_policy JSONB DEFAULT '{"attempts": 3}',
  execution_timeout_ms INTEGER NOT NULL DEFAULT 30000 CHECK (execution_timeout_ms > 0),
  rate_limit_per_minute INTEGER CHECK (rate_limit_per_minute > 0),
  usage_count INTEGER NOT NULL DEFAULT 0,
  failure_count INTEGER NOT NULL DEFAULT 0,
  average_execution_ms INTEGER,
  last_used_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW(),
  deleted_at TIMESTAMP
);

CREATE TABLE parlant_journey (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id UUID NOT NULL,
  created_by TEXT NOT NULL REFERENCES "user"(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  description TEXT,
  conditions JSONB NOT NULL DEFAULT '[]',
  tags TEXT[] NOT NULL DEFAULT '{}',
  enabled BOOLEAN NOT NULL DEFAULT true,
  allow_skipping BOOLEAN NOT NULL DEFAULT true,
  allow_revisiting BOOLEAN NOT NULL DEFAULT true,
  total_sessions INTEGER NOT NULL DEFAULT 0,
  completion_rate INTEGER CHECK (completion_rate >= 0 AND completion_rate <= 100),
  last_used_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW(),
  deleted_at TIMESTAMP
);

CREATE TABLE parlant_journey_state (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  journey_id UUID NOT NULL,
  tool_id UUID,
  name TEXT NOT NULL,
  description TEXT,
  state_type journey_state_type NOT NULL DEFAULT 'chat',
  composition_mode composition_mode,
  chat_prompt TEXT,
  tool_parameters JSONB DEFAULT '{}',
  metadata JSONB DEFAULT '{}',
  is_initial BOOLEAN NOT NULL DEFAULT false,
  is_final BOOLEAN NOT NULL DEFAULT false,
  position_x INTEGER NOT NULL DEFAULT 0,
  position_y INTEGER NOT NULL DEFAULT 0,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE parlant_journey_transition (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  journey_id UUID NOT NULL,
  from_state_id UUID NOT NULL,
  to_state_id UUID NOT NULL,
  condition TEXT,
  priority INTEGER NOT NULL DEFAULT 0,
  use_count INTEGER NOT NULL DEFAULT 0,
  last_used_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE parlant_session (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id UUID NOT NULL,
  workspace_id TEXT NOT NULL REFERENCES workspace(id) ON DELETE CASCADE,
  user_id TEXT REFERENCES "user"(id) ON DELETE SET NULL,
  customer_id TEXT,
  mode session_mode NOT NULL DEFAULT 'auto',
  status session_status NOT NULL DEFAULT 'active',
  title TEXT,
  current_journey_id UUID,
  current_state_id UUID,
  metadata JSONB DEFAULT '{}',
  variables JSONB DEFAULT '{}',
  locale TEXT NOT NULL DEFAULT 'en',
  timezone TEXT NOT NULL DEFAULT 'UTC',
  ip_address INET,
  event_count INTEGER NOT NULL DEFAULT 0,
  message_count INTEGER NOT NULL DEFAULT 0,
  tokens_used INTEGER NOT NULL DEFAULT 0,
  cost INTEGER NOT NULL DEFAULT 0,
  average_response_time_ms INTEGER,
  satisfaction_score INTEGER CHECK (satisfaction_score BETWEEN 1 AND 5),
  started_at TIMESTAMP NOT NULL DEFAULT NOW(),
  last_activity_at TIMESTAMP NOT NULL DEFAULT NOW(),
  ended_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);

-- "offset" is a reserved word: it is a column name only in double quotes.
CREATE TABLE parlant_event (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  session_id UUID NOT NULL,
  "offset" INTEGER NOT NULL,
  event_type event_type NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('customer', 'agent', 'system', 'tool')),
  content JSONB NOT NULL DEFAULT '{}',
  metadata JSONB DEFAULT '{}',
  parent_event_id UUID,
  tool_id UUID,
  journey_id UUID,
  journey_state_id UUID,
  correlation_id TEXT,
  processing_time_ms INTEGER,
  tokens_used INTEGER,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE parlant_guideline (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id UUID NOT NULL,
  journey_id UUID,
  created_by TEXT NOT NULL REFERENCES "user"(id) ON DELETE CASCADE,
  condition TEXT NOT NULL,
  action TEXT NOT NULL,
  priority INTEGER NOT NULL DEFAULT 100,
  enabled BOOLEAN NOT NULL DEFAULT true,
  tool_ids UUID[] NOT NULL DEFAULT '{}',
  tags TEXT[] NOT NULL DEFAULT '{}',
  match_count INTEGER NOT NULL DEFAULT 0,
  success_rate INTEGER CHECK (success_rate >= 0 AND success_rate <= 100),
  last_matched_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW(),
  deleted_at TIMESTAMP
);

CREATE TABLE parlant_variable (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id UUID NOT NULL,
  session_id UUID,
  key TEXT NOT NULL CHECK (key <> ''),
  scope TEXT NOT NULL DEFAULT 'agent' CHECK (scope IN ('agent', 'session')),
  value JSONB NOT NULL,
  value_type TEXT NOT NULL DEFAULT 'string'
    CHECK (value_type IN ('string', 'number', 'boolean', 'object', 'array')),
  is_private BOOLEAN NOT NULL DEFAULT false,
  description TEXT,
  expires_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE parlant_term (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id UUID NOT NULL,
  knowledge_base_id TEXT,
  created_by TEXT NOT NULL REFERENCES "user"(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  synonyms TEXT[] NOT NULL DEFAULT '{}',
  category TEXT,
  importance INTEGER NOT NULL DEFAULT 50 CHECK (importance >= 0 AND importance <= 100),
  usage_count INTEGER NOT NULL DEFAULT 0,
  last_used_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE parlant_canned_response (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id UUID NOT NULL,
  created_by TEXT NOT NULL REFERENCES "user"(id) ON DELETE CASCADE,
  template TEXT NOT NULL,
  category TEXT,
  tags TEXT[] NOT NULL DEFAULT '{}',
  conditions JSONB NOT NULL DEFAULT '{}',
  priority INTEGER NOT NULL DEFAULT 0,
  locale TEXT NOT NULL DEFAULT 'en',
  enabled BOOLEAN NOT NULL DEFAULT true,
  usage_count INTEGER NOT NULL DEFAULT 0,
  last_used_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);
