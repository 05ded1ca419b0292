-- @metadata {"zeroDowntime": true, "phase": "expand", "description": "Parlant: enum types", "author": "sim-platform", "breakingChange": false, "risk": "low", "tags": ["parlant"]}

CREATE TYPE agent_status AS ENUM ('active', 'inactive', 'archived', 'maintenance');
CREATE TYPE session_mode AS ENUM ('auto', 'manual', 'paused');
CREATE TYPE session_status AS ENUM ('active', 'completed', 'abandoned');
CREATE TYPE event_type AS ENUM (
  'customer_message', 'agent_message', 'tool_call',
  'tool_result', 'status_update', 'journey_transition', 'variable_update'
);
CREATE TYPE journey_state_type AS ENUM ('chat', 'tool', 'decision', 'final');
CREATE TYPE composition_mode AS ENUM ('fluid', 'strict');
