-- Puts the rows of parlant_backup back, parents first: run it after 0096 and before 0097, which then
-- makes agents only for the workspaces that have none.
-- The way through JSON gives each column the type it has now, text to enum included.
BEGIN;

INSERT INTO parlant_agent
SELECT r.*
FROM parlant_backup.parlant_agent AS b,
  jsonb_populate_record(NULL::parlant_agent, to_jsonb(b)) AS r;
INSERT INTO parlant_tool
SELECT r.*
FROM parlant_backup.parlant_tool AS b,
  jsonb_populate_record(NULL::parlant_tool, to_jsonb(b)) AS r;
INSERT INTO parlant_journey
SELECT r.*
FROM parlant_backup.parlant_journey AS b,
  jsonb_populate_record(NULL::parlant_journey, to_jsonb(b)) AS r;
INSERT INTO parlant_journey_state
SELECT r.*
FROM parlant_backup.parlant_journey_state AS b,
  jsonb_populate_record(NULL::parlant_journey_state, to_jsonb(b)) AS r;
INSERT INTO parlant_journey_transition
SELECT r.*
FROM parlant_backup.parlant_journey_transition AS b,
  jsonb_populate_record(NULL::parlant_journey_transition, to_jsonb(b)) AS r;
INSERT INTO parlant_session
SELECT r.*
FROM parlant_backup.parlant_session AS b,
  jsonb_populate_record(NULL::parlant_session, to_jsonb(b)) AS r;
INSERT INTO parlant_event
SELECT r.*
FROM parlant_backup.parlant_event AS b,
  jsonb_populate_record(NULL::parlant_event, to_jsonb(b)) AS r;
INSERT INTO parlant_guideline
SELECT r.*
FROM parlant_backup.parlant_guideline AS b,
  jsonb_populate_record(NULL::parlant_guideline, to_jsonb(b)) AS r;
INSERT INTO parlant_variable
SELECT r.*
FROM parlant_backup.parlant_variable AS b,
  jsonb_populate_record(NULL::parlant_variable, to_jsonb(b)) AS r;
INSERT INTO parlant_term
SELECT r.*
FROM parlant_backup.parlant_term AS b,
  jsonb_populate_record(NULL::parlant_term, to_jsonb(b)) AS r;
INSERT INTO parlant_canned_response
SELECT r.*
FROM parlant_backup.parlant_canned_response AS b,
  jsonb_populate_record(NULL::parlant_canned_response, to_jsonb(b)) AS r;

COMMIT;
