-- One row or more in each of the eleven tables, hung on the default agent of workspace ws_1: what the
-- checks above and a data-preserving rollback are tried on. Runs after 0097.

INSERT INTO parlant_tool (workspace_id, created_by, name, tool_type, parameters)
VALUES ('ws_1', 'user_1', 'look_up_order', 'http', '{"orderId": {"type": "string"}}');

INSERT INTO parlant_journey (agent_id, created_by, title, tags)
SELECT id, created_by, 'Return an order', ARRAY['orders']
FROM parlant_agent WHERE workspace_id = 'ws_1';

INSERT INTO parlant_journey_state
  (journey_id, tool_id, name, state_type, composition_mode, is_initial, is_final)
SELECT j.id, CASE WHEN s.kind = 'tool' THEN t.id END, s.name, s.kind::journey_state_type, 'strict',
       s.kind = 'chat', s.kind = 'final'
FROM parlant_journey AS j, parlant_tool AS t,
     (VALUES ('ask', 'chat'), ('look up', 'tool'), ('done', 'final')) AS s (name, kind);

INSERT INTO parlant_journey_transition (journey_id, from_state_id, to_state_id, condition)
SELECT f.journey_id, f.id, o.id, 'the customer has answered'
FROM parlant_journey_state AS f JOIN parlant_journey_state AS o ON o.journey_id = f.journey_id
WHERE (f.name, o.name) IN (('ask', 'look up'), ('look up', 'done'));

INSERT INTO parlant_session
  (agent_id, workspace_id, user_id, mode, current_journey_id, current_state_id, ip_address)
SELECT a.id, a.workspace_id, a.created_by, 'manual', s.journey_id, s.id, '192.0.2.7'
FROM parlant_agent AS a, parlant_journey_state AS s
WHERE a.workspace_id = 'ws_1' AND s.is_initial;

INSERT INTO parlant_event (session_id, "offset", event_type, source, content)
SELECT id, n, CASE WHEN n % 2 = 0 THEN 'customer_message' ELSE 'agent_message' END::event_type,
       CASE WHEN n % 2 = 0 THEN 'customer' ELSE 'agent' END,
       jsonb_build_object('text', 'message ' || n)
FROM parlant_session, generate_series(0, 9) AS n;
UPDATE parlant_event AS answer SET parent_event_id = question.id
FROM parlant_event AS question
WHERE question.session_id = answer.session_id AND question."offset" = answer."offset" - 1;

INSERT INTO parlant_guideline (agent_id, created_by, condition, action, tool_ids)
SELECT a.id, a.created_by, 'the customer names an order', 'look it up', ARRAY[t.id]
FROM parlant_agent AS a, parlant_tool AS t WHERE a.workspace_id = 'ws_1';

INSERT INTO parlant_variable (agent_id, session_id, key, scope, value)
SELECT agent_id, id, 'tier', 'session', '"gold"' FROM parlant_session;

INSERT INTO parlant_term (agent_id, created_by, name, definition, synonyms)
SELECT id, created_by, 'RMA', 'Number of a return', ARRAY['return number']
FROM parlant_agent WHERE workspace_id = 'ws_1';

INSERT INTO parlant_canned_response (agent_id, created_by, template, tags)
SELECT id, created_by, 'Your return {{rma}} is on its way.', ARRAY['orders']
FROM parlant_agent WHERE workspace_id = 'ws_1';
