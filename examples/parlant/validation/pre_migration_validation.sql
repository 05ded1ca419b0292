-- Is the database ready for Parlant? Reads only. Every row is (check_name, status, observed, expected,
-- severity); FAIL, given by checks of severity ERROR, must be resolved before the first migration.
-- What SQL cannot see is not here: free disk, age of the last backup, health of the application.

SELECT check_name,
       CASE WHEN passes THEN 'PASS' WHEN severity = 'ERROR' THEN 'FAIL' ELSE 'WARN' END AS status,
       observed, expected, severity
FROM (
  SELECT 'server version' AS check_name, 'ERROR' AS severity,
         current_setting('server_version_num')::INTEGER >= 140000 AS passes,
         current_setting('server_version') AS observed, '14 or newer' AS expected

  UNION ALL
  SELECT 'Sim tables', 'ERROR', count(*) = 4,
         coalesce(string_agg(name, ', ' ORDER BY name), 'none'),
         'knowledge_base, user, workflow, workspace'
  FROM unnest(ARRAY['user', 'workspace', 'workflow', 'knowledge_base']) AS name
  WHERE to_regclass(quote_ident(name)) IS NOT NULL

  UNION ALL
  SELECT 'Sim keys are text', 'ERROR', count(*) = 4, count(*)::TEXT, '4 columns'
  FROM pg_attribute
  WHERE attrelid = ANY (ARRAY[to_regclass('"user"'), to_regclass('workspace'),
                              to_regclass('workflow'), to_regclass('knowledge_base')])
    AND attname = 'id' AND atttypid = 'text'::REGTYPE AND attnotnull

  UNION ALL
  SELECT 'workspace owner and name are never null', 'ERROR', count(*) = 2, count(*)::TEXT,
         '2 columns'
  FROM pg_attribute
  WHERE attrelid = to_regclass('workspace') AND attname IN ('owner_id', 'name') AND attnotnull

  UNION ALL
  SELECT 'no Parlant relation yet', 'ERROR', count(*) = 0,
         coalesce(string_agg(c.oid::REGCLASS::TEXT, ', '), 'none'), 'none'
  FROM pg_class AS c
  LEFT JOIN pg_index AS i ON i.indexrelid = c.oid
  LEFT JOIN pg_class AS t ON t.oid = i.indrelid
  WHERE c.relname ~ '^(idx_)?parlant_' AND c.relnamespace = current_schema()::REGNAMESPACE
    AND coalesce(t.relname, '') !~ '^parlant_'

  UNION ALL
  SELECT 'enum names are free', 'ERROR', count(*) = 0,
         coalesce(string_agg(oid::REGTYPE::TEXT, ', '), 'none'), 'none'
  FROM pg_type
  WHERE typnamespace = current_schema()::REGNAMESPACE
    AND typname IN ('agent_status', 'session_mode', 'session_status', 'event_type',
                    'journey_state_type', 'composition_mode')

  UNION ALL
  SELECT 'update_updated_at_column is free', 'WARN', count(*) = 0, count(*)::TEXT,
         '0, or CREATE OR REPLACE overwrites it and the rollback drops it'
  FROM pg_proc
  WHERE proname = 'update_updated_at_column' AND pronamespace = current_schema()::REGNAMESPACE

  UNION ALL
  SELECT 'may create in the schema', 'ERROR',
         has_schema_privilege(current_schema(), 'CREATE, USAGE'), current_user::TEXT,
         'CREATE and USAGE on ' || current_schema()

  UNION ALL
  SELECT 'may refer to the Sim tables', 'ERROR',
         count(*) = 4, count(*)::TEXT, 'REFERENCES on 4 tables'
  FROM unnest(ARRAY['user', 'workspace', 'workflow', 'knowledge_base']) AS name
  WHERE has_table_privilege(to_regclass(quote_ident(name)), 'REFERENCES')

  UNION ALL
  SELECT 'connections to spare', 'ERROR',
         current_setting('max_connections')::INTEGER - count(*) >= 10,
         (current_setting('max_connections')::INTEGER - count(*))::TEXT, '10 or more'
  FROM pg_stat_activity
  WHERE backend_type = 'client backend'

  -- An idle transaction holds its locks just as an active one does.
  UNION ALL
  SELECT 'no long transactions', 'ERROR', count(*) = 0,
         coalesce(string_agg(pid || ' ' || state, ', '), 'none'), 'none older than 5 minutes'
  FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND xact_start < now() - INTERVAL '5 minutes'

  UNION ALL
  SELECT 'no prepared transactions', 'ERROR', count(*) = 0, count(*)::TEXT, '0'
  FROM pg_prepared_xacts
  WHERE database = current_database()

  UNION ALL
  SELECT 'nobody else migrates', 'WARN', count(*) = 0, count(*)::TEXT,
         'advisory lock (5555, 2024) free or ours'
  FROM pg_locks
  WHERE locktype = 'advisory' AND classid = 5555 AND objid = 2024 AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND pid <> pg_backend_pid()

  UNION ALL
  SELECT 'no invalid indexes', 'WARN', count(*) = 0,
         coalesce(string_agg(indexrelid::REGCLASS::TEXT, ', '), 'none'), 'none'
  FROM pg_index
  WHERE NOT indisvalid
) AS checks;

-- Asked last, because it fails as a whole when a Sim table is missing.
SELECT check_name, CASE WHEN broken = 0 THEN 'PASS' ELSE 'FAIL' END AS status,
       broken::TEXT AS observed, '0' AS expected, 'ERROR' AS severity
FROM (
  SELECT 'workspaces without an owner' AS check_name, count(*) AS broken
  FROM workspace AS w
  WHERE NOT EXISTS (SELECT 1 FROM "user" AS u WHERE u.id = w.owner_id)

  UNION ALL
  SELECT 'Parlant features that are already on', count(*)
  FROM configuration
  WHERE parlant_enabled
) AS rows_at_hand;
