-- Takes back the default agents that nobody has used. An agent with a conversation, a rule, a journey
-- or a word of its own is somebody's data and stays until its table goes.
DELETE FROM parlant_agent AS a
WHERE a.name = 'Default Assistant'
  AND a.description LIKE 'Auto-created agent for workspace %'
  AND NOT EXISTS (SELECT 1 FROM parlant_session s WHERE s.agent_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM parlant_guideline g WHERE g.agent_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM parlant_journey j WHERE j.agent_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM parlant_variable v WHERE v.agent_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM parlant_term t WHERE t.agent_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM parlant_canned_response c WHERE c.agent_id = a.id);
