-- @metadata {
--   "zeroDowntime": true,
--   "phase": "migrate",
--   "description": "Parlant: a default agent for every workspace that has none",
--   "author": "sim-platform",
--   "progressive": true,
--   "batchSize": 5000,
--   "delayMs": 20,
--   "maxDuration": 3600000,
--   "breakingChange": false,
--   "risk": "medium",
--   "tags": ["parlant", "data"],
--   "dependencies": ["0095_parlant_indexes", "0096_parlant_triggers"]
-- }

-- Create default agents for existing workspaces
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

-- Update usage statistics
UPDATE parlant_agent SET updated_at = NOW();

ANALYZE parlant_agent;
ANALYZE parlant_session;
ANALYZE parlant_event;
ANALYZE parlant_guideline;
ANALYZE parlant_journey;
ANALYZE parlant_journey_state;
ANALYZE parlant_journey_transition;
ANALYZE parlant_variable;
ANALYZE parlant_tool;
ANALYZE parlant_term;
ANALYZE parlant_canned_response;
