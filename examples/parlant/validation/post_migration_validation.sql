-- Did Parlant arrive whole? Reads only. Every row is (check_name, status, observed, expected).
-- The catalog comes first: its queries answer even when a table is missing.

WITH parlant AS (
  SELECT oid, relname FROM pg_class
  WHERE relnamespace = current_schema()::REGNAMESPACE AND relkind = 'r'
    AND relname IN (
    'parlant_agent', 'parlant_session', 'parlant_event',
    'parlant_guideline', 'parlant_journey', 'parlant_journey_state',
    'parlant_journey_transition', 'parlant_variable', 'parlant_tool',
    'parlant_term', 'parlant_canned_response')
), labels (enum, wanted) AS (
  VALUES ('agent_status', 'active,inactive,archived,maintenance'),
         ('session_mode', 'auto,manual,paused'),
         ('session_status', 'active,completed,abandoned'),
         ('event_type', 'customer_message,agent_message,tool_call,'
                        'tool_result,status_update,journey_transition,variable_update'),
         ('journey_state_type', 'chat,tool,decision,final'),
         ('composition_mode', 'fluid,strict')
), enums AS (
  SELECT t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) AS found
  FROM pg_type AS t JOIN pg_enum AS e ON e.enumtypid = t.oid
  WHERE t.typnamespace = current_schema()::REGNAMESPACE
  GROUP BY t.typname
)
SELECT check_name, CASE WHEN passes THEN 'PASS' ELSE 'FAIL' END AS status, observed, expected
FROM (
  SELECT 'enums' AS check_name, count(*) = 6 AS passes, count(*)::TEXT AS observed, '6' AS expected
  FROM labels JOIN enums ON typname = enum AND found = wanted

  UNION ALL
  SELECT 'tables', count(*) = 11, count(*)::TEXT, '11' FROM parlant

  UNION ALL
  SELECT 'indexes', count(*) >= 75, count(*)::TEXT, '75 or more besides primary keys'
  FROM pg_index JOIN parlant ON parlant.oid = indrelid
  WHERE NOT indisprimary

  UNION ALL
  SELECT 'indexes are valid', count(*) = 0,
         coalesce(string_agg(indexrelid::REGCLASS::TEXT, ', '), 'all'), 'all'
  FROM pg_index JOIN parlant ON parlant.oid = indrelid
  WHERE NOT (indisvalid AND indisready AND indislive)

  UNION ALL
  SELECT 'no index twice', count(*) = 0, coalesce(string_agg(names, '; '), 'none'), 'none'
  FROM (
    SELECT string_agg(indexrelid::REGCLASS::TEXT, ' = ') AS names
    FROM pg_index JOIN parlant ON parlant.oid = indrelid
    GROUP BY indrelid, indkey::TEXT, indclass::TEXT, indoption::TEXT, indisunique,
             pg_get_expr(indexprs, indrelid), pg_get_expr(indpred, indrelid)
    HAVING count(*) > 1
  ) AS twins

  UNION ALL
  SELECT 'foreign keys', count(*) = 33, count(*)::TEXT, '33'
  FROM pg_constraint JOIN parlant ON parlant.oid = conrelid
  WHERE contype = 'f'

  UNION ALL
  SELECT 'constraints are validated', count(*) = 0,
         coalesce(string_agg(conname, ', '), 'all'), 'all'
  FROM pg_constraint JOIN parlant ON parlant.oid = conrelid
  WHERE NOT convalidated

  UNION ALL
  SELECT 'triggers are on', count(*) = 11, count(*)::TEXT, '11'
  FROM pg_trigger JOIN parlant ON parlant.oid = tgrelid
  WHERE NOT tgisinternal AND tgenabled = 'O'
    AND tgname = 'update_' || relname || '_updated_at'
    AND tgfoid = to_regproc('update_updated_at_column')

  UNION ALL
  SELECT 'every foreign key can be looked up', count(*) = 0,
         coalesce(string_agg(conname, ', '), 'all'), 'all'
  FROM pg_constraint JOIN parlant ON parlant.oid = conrelid
  WHERE contype = 'f' AND NOT EXISTS (
    SELECT 1 FROM pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1])
) AS checks;

-- Statistics and the lock are worth a warning.
SELECT 'statistics' AS check_name,
       CASE WHEN count(*) = 0 THEN 'PASS' ELSE 'WARN' END AS status,
       coalesce(string_agg(relname, ', '), 'all analysed') AS observed, 'all analysed' AS expected
FROM pg_class
WHERE relnamespace = current_schema()::REGNAMESPACE AND relkind = 'r'
  AND relname LIKE 'parlant\_%' AND reltuples < 0

UNION ALL
SELECT 'migration lock is free', CASE WHEN count(*) = 0 THEN 'PASS' ELSE 'WARN' END,
       count(*)::TEXT, '0 other holders of advisory lock (5555, 2024)'
FROM pg_locks
WHERE locktype = 'advisory' AND classid = 5555 AND objid = 2024 AND objsubid = 2
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND pid <> pg_backend_pid();

-- No row may point at nothing.
SELECT 'orphans of ' || reference AS check_name,
       CASE WHEN orphans = 0 THEN 'PASS' ELSE 'FAIL' END AS status,
       orphans::TEXT AS observed, '0' AS expected
FROM (
  SELECT 'parlant_agent.workspace_id' AS reference, count(*) AS orphans
  FROM parlant_agent AS child
  WHERE child.workspace_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM workspace AS parent WHERE parent.id = child.workspace_id)
  UNION ALL
  SELECT 'parlant_agent.created_by' AS reference, count(*) AS orphans
  FROM parlant_agent AS child
  WHERE child.created_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM "user" AS parent WHERE parent.id = child.created_by)
  UNION ALL
  SELECT 'parlant_tool.workspace_id' AS reference, count(*) AS orphans
  FROM parlant_tool AS child
  WHERE child.workspace_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM workspace AS parent WHERE parent.id = child.workspace_id)
  UNION ALL
  SELECT 'parlant_tool.created_by' AS reference, count(*) AS orphans
  FROM parlant_tool AS child
  WHERE child.created_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM "user" AS parent WHERE parent.id = child.created_by)
  UNION ALL
  SELECT 'parlant_journey.created_by' AS reference, count(*) AS orphans
  FROM parlant_journey AS child
  WHERE child.created_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM "user" AS parent WHERE parent.id = child.created_by)
  UNION ALL
  SELECT 'parlant_session.workspace_id' AS reference, count(*) AS orphans
  FROM parlant_session AS child
  WHERE child.workspace_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM workspace AS parent WHERE parent.id = child.workspace_id)
  UNION ALL
  SELECT 'parlant_session.user_id' AS reference, count(*) AS orphans
  FROM parlant_session AS child
  WHERE child.user_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM "user" AS parent WHERE parent.id = child.user_id)
  UNION ALL
  SELECT 'parlant_guideline.created_by' AS reference, count(*) AS orphans
  FROM parlant_guideline AS child
  WHERE child.created_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM "user" AS parent WHERE parent.id = child.created_by)
  UNION ALL
  SELECT 'parlant_term.created_by' AS reference, count(*) AS orphans
  FROM parlant_term AS child
  WHERE child.created_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM "user" AS parent WHERE parent.id = child.created_by)
  UNION ALL
  SELECT 'parlant_canned_response.created_by' AS reference, count(*) AS orphans
  FROM parlant_canned_response AS child
  WHERE child.created_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM "user" AS parent WHERE parent.id = child.created_by)
  UNION ALL
  SELECT 'parlant_tool.workflow_id' AS reference, count(*) AS orphans
  FROM parlant_tool AS child
  WHERE child.workflow_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM workflow AS parent WHERE parent.id = child.workflow_id)
  UNION ALL
  SELECT 'parlant_tool.knowledge_base_id' AS reference, count(*) AS orphans
  FROM parlant_tool AS child
  WHERE child.knowledge_base_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM knowledge_base AS parent
                    WHERE parent.id = child.knowledge_base_id)
  UNION ALL
  SELECT 'parlant_journey.agent_id' AS reference, count(*) AS orphans
  FROM parlant_journey AS child
  WHERE child.agent_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_agent AS parent WHERE parent.id = child.agent_id)
  UNION ALL
  SELECT 'parlant_journey_state.journey_id' AS reference, count(*) AS orphans
  FROM parlant_journey_state AS child
  WHERE child.journey_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey AS parent WHERE parent.id = child.journey_id)
  UNION ALL
  SELECT 'parlant_journey_state.tool_id' AS reference, count(*) AS orphans
  FROM parlant_journey_state AS child
  WHERE child.tool_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_tool AS parent WHERE parent.id = child.tool_id)
  UNION ALL
  SELECT 'parlant_journey_transition.journey_id' AS reference, count(*) AS orphans
  FROM parlant_journey_transition AS child
  WHERE child.journey_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey AS parent WHERE parent.id = child.journey_id)
  UNION ALL
  SELECT 'parlant_journey_transition.from_state_id' AS reference, count(*) AS orphans
  FROM parlant_journey_transition AS child
  WHERE child.from_state_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey_state AS parent
                    WHERE parent.id = child.from_state_id)
  UNION ALL
  SELECT 'parlant_journey_transition.to_state_id' AS reference, count(*) AS orphans
  FROM parlant_journey_transition AS child
  WHERE child.to_state_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey_state AS parent
                    WHERE parent.id = child.to_state_id)
  UNION ALL
  SELECT 'parlant_session.agent_id' AS reference, count(*) AS orphans
  FROM parlant_session AS child
  WHERE child.agent_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_agent AS parent WHERE parent.id = child.agent_id)
  UNION ALL
  SELECT 'parlant_session.current_journey_id' AS reference, count(*) AS orphans
  FROM parlant_session AS child
  WHERE child.current_journey_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey AS parent
                    WHERE parent.id = child.current_journey_id)
  UNION ALL
  SELECT 'parlant_session.current_state_id' AS reference, count(*) AS orphans
  FROM parlant_session AS child
  WHERE child.current_state_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey_state AS parent
                    WHERE parent.id = child.current_state_id)
  UNION ALL
  SELECT 'parlant_event.session_id' AS reference, count(*) AS orphans
  FROM parlant_event AS child
  WHERE child.session_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_session AS parent WHERE parent.id = child.session_id)
  UNION ALL
  SELECT 'parlant_event.parent_event_id' AS reference, count(*) AS orphans
  FROM parlant_event AS child
  WHERE child.parent_event_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_event AS parent WHERE parent.id = child.parent_event_id)
  UNION ALL
  SELECT 'parlant_event.tool_id' AS reference, count(*) AS orphans
  FROM parlant_event AS child
  WHERE child.tool_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_tool AS parent WHERE parent.id = child.tool_id)
  UNION ALL
  SELECT 'parlant_event.journey_id' AS reference, count(*) AS orphans
  FROM parlant_event AS child
  WHERE child.journey_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey AS parent WHERE parent.id = child.journey_id)
  UNION ALL
  SELECT 'parlant_event.journey_state_id' AS reference, count(*) AS orphans
  FROM parlant_event AS child
  WHERE child.journey_state_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey_state AS parent
                    WHERE parent.id = child.journey_state_id)
  UNION ALL
  SELECT 'parlant_guideline.agent_id' AS reference, count(*) AS orphans
  FROM parlant_guideline AS child
  WHERE child.agent_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_agent AS parent WHERE parent.id = child.agent_id)
  UNION ALL
  SELECT 'parlant_guideline.journey_id' AS reference, count(*) AS orphans
  FROM parlant_guideline AS child
  WHERE child.journey_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_journey AS parent WHERE parent.id = child.journey_id)
  UNION ALL
  SELECT 'parlant_variable.agent_id' AS reference, count(*) AS orphans
  FROM parlant_variable AS child
  WHERE child.agent_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_agent AS parent WHERE parent.id = child.agent_id)
  UNION ALL
  SELECT 'parlant_variable.session_id' AS reference, count(*) AS orphans
  FROM parlant_variable AS child
  WHERE child.session_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_session AS parent WHERE parent.id = child.session_id)
  UNION ALL
  SELECT 'parlant_term.agent_id' AS reference, count(*) AS orphans
  FROM parlant_term AS child
  WHERE child.agent_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_agent AS parent WHERE parent.id = child.agent_id)
  UNION ALL
  SELECT 'parlant_term.knowledge_base_id' AS reference, count(*) AS orphans
  FROM parlant_term AS child
  WHERE child.knowledge_base_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM knowledge_base AS parent
                    WHERE parent.id = child.knowledge_base_id)
  UNION ALL
  SELECT 'parlant_canned_response.agent_id' AS reference, count(*) AS orphans
  FROM parlant_canned_response AS child
  WHERE child.agent_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM parlant_agent AS parent WHERE parent.id = child.agent_id)
) AS refs;

-- What the rows promise each other.
SELECT check_name,
       CASE WHEN broken = 0 THEN 'PASS' WHEN is_vital THEN 'FAIL' ELSE 'WARN' END AS status,
       broken::TEXT AS observed, '0' AS expected
FROM (
  -- A warning: the application makes the agents of workspaces younger than the data migration.
  SELECT 'workspaces without an agent' AS check_name, false AS is_vital, count(*) AS broken
  FROM workspace AS w
  WHERE NOT EXISTS (SELECT 1 FROM parlant_agent AS a WHERE a.workspace_id = w.id)

  UNION ALL
  SELECT 'journeys without exactly one initial state', true, count(*)
  FROM (
    SELECT j.id
    FROM parlant_journey j
    LEFT JOIN parlant_journey_state js ON j.id = js.journey_id AND js.is_initial = true
    GROUP BY j.id
    HAVING COUNT(js.id) != 1
  ) AS journeys

  UNION ALL
  SELECT 'gaps in the events of a session', true, count(*)
  FROM (
    SELECT "offset", LAG("offset") OVER (PARTITION BY session_id ORDER BY "offset") AS prev_offset
    FROM parlant_event
  ) AS events
  WHERE "offset" - COALESCE(prev_offset, -1) > 1

  UNION ALL
  SELECT 'transitions that leave their journey', true, count(*)
  FROM parlant_journey_transition AS t
  JOIN parlant_journey_state AS f ON f.id = t.from_state_id
  JOIN parlant_journey_state AS o ON o.id = t.to_state_id
  WHERE f.journey_id <> t.journey_id OR o.journey_id <> t.journey_id

  UNION ALL
  SELECT 'sessions outside the workspace of their agent', true, count(*)
  FROM parlant_session AS s JOIN parlant_agent AS a ON a.id = s.agent_id
  WHERE s.workspace_id <> a.workspace_id

  UNION ALL
  SELECT 'rows left by a migration test', false, count(*)
  FROM parlant_agent
  WHERE name = '__migration_test__'
) AS promises;

-- Health, as the guide asks for it.
SELECT 'live workspaces without an active agent' AS check_name,
       CASE WHEN count(*) = 0 THEN 'PASS' ELSE 'WARN' END AS status,
       count(*)::TEXT AS observed, '0' AS expected
FROM (
  SELECT pa.workspace_id
  FROM parlant_agent pa
  WHERE pa.deleted_at IS NULL
  GROUP BY pa.workspace_id
  HAVING COUNT(CASE WHEN pa.status = 'active' THEN 1 END) = 0
) AS quiet

UNION ALL
SELECT 'stale sessions', CASE WHEN count(*) = 0 THEN 'PASS' ELSE 'WARN' END, count(*)::TEXT,
       '0 active without activity for an hour'
FROM parlant_session
WHERE status = 'active' AND last_activity_at < now() - INTERVAL '1 hour'

UNION ALL
SELECT 'sessions of the last day',
       CASE WHEN bool_and(avg_cost >= 0) IS NOT FALSE THEN 'PASS' ELSE 'FAIL' END,
       coalesce(sum(session_count), 0)::TEXT, 'any number, none with a negative average cost'
FROM (
  SELECT COUNT(*) AS session_count, AVG(ps.cost) AS avg_cost
  FROM parlant_session ps
  WHERE ps.started_at >= NOW() - INTERVAL '24 hours'
  GROUP BY DATE_TRUNC('hour', ps.started_at)
) AS hours;
