-- Rows for base/schema.sql: 200,000 users and workspaces unless a setting says otherwise:
--   SET sim.workspaces = 5000;          in the same session, before this file
--   PGOPTIONS='-c sim.workspaces=5000'  from the environment of a libpq client
-- Run it in one session: the function below is temporary.

CREATE FUNCTION pg_temp.workspaces() RETURNS INTEGER LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('sim.workspaces', true), '')::INTEGER, 200000)
$$;

INSERT INTO "user" (id, name, email, email_verified, created_at)
SELECT 'user_' || n, 'User ' || n, 'user' || n || '@example.com', n % 10 <> 0,
       TIMESTAMP '2024-01-01' + n * INTERVAL '2 minutes'
FROM generate_series(1, pg_temp.workspaces()) AS n;

-- Every fifth user owns two workspaces and the next one none.
INSERT INTO workspace (id, name, owner_id, created_at)
SELECT 'ws_' || n, 'Workspace ' || n,
       'user_' || CASE WHEN n % 5 = 1 AND n > 1 THEN n - 1 ELSE n END,
       TIMESTAMP '2024-01-01' + n * INTERVAL '2 minutes'
FROM generate_series(1, pg_temp.workspaces()) AS n;

INSERT INTO workspace_permission (workspace_id, user_id, permission)
SELECT id, owner_id, 'admin' FROM workspace;

INSERT INTO organization (id, name, slug)
SELECT 'org_' || n, 'Organization ' || n, 'organization-' || n
FROM generate_series(1, greatest(pg_temp.workspaces() / 200, 1)) AS n;

INSERT INTO member (id, organization_id, user_id, role)
SELECT 'member_' || n, 'org_' || (n - 1) / 10 + 1, 'user_' || n,
       CASE n % 10 WHEN 1 THEN 'owner' WHEN 2 THEN 'admin' ELSE 'member' END
FROM generate_series(1, greatest(pg_temp.workspaces() / 20, 1)) AS n
WHERE (n - 1) / 10 + 1 <= greatest(pg_temp.workspaces() / 200, 1);

INSERT INTO workflow (id, workspace_id, user_id, name, is_deployed, state, run_count)
SELECT 'workflow_' || n, id, owner_id, 'Workflow of ' || name, n % 3 = 0,
       jsonb_build_object('blocks', n % 20), n % 1000
FROM (SELECT id, owner_id, name, substr(id, 4)::INTEGER AS n FROM workspace) AS w
WHERE n % 4 = 0;

INSERT INTO knowledge_base (id, workspace_id, user_id, name, token_count)
SELECT 'kb_' || n, id, owner_id, 'Handbook of ' || name, n % 100000
FROM (SELECT id, owner_id, name, substr(id, 4)::INTEGER AS n FROM workspace) AS w
WHERE n % 10 = 0;

INSERT INTO login_session (id, user_id, token, expires_at)
SELECT 'login_' || n, 'user_' || n, md5('login' || n), NOW() + INTERVAL '7 days'
FROM generate_series(1, greatest(pg_temp.workspaces() / 10, 1)) AS n;

INSERT INTO configuration (key, value, parlant_enabled)
VALUES ('features', '{"copilot": true, "marketplace": false}', false),
       ('limits', '{"workspacesPerUser": 10}', false);

ANALYZE "user", workspace, workspace_permission, organization, member, workflow, knowledge_base,
  login_session, configuration;
