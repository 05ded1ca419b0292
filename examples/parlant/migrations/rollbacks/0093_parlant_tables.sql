-- Children first. Each table is its own statement: dropping a foreign key locks the table it refers
-- to, and workspace and "user" must never stay locked for longer than one of them.

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
