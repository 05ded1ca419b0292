-- Runs of runbooks. What a run of a migration is stays in _migration_runs: a runbook only begins them.
CREATE TABLE ${schema}._migration_runbook_lease (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  epoch bigint NOT NULL,
  run_id text,
  holder text,
  acquired_at timestamptz
) WITH (fillfactor = 20);
INSERT INTO ${schema}._migration_runbook_lease (epoch) VALUES (0);

CREATE TABLE ${schema}._migration_runbook_runs (
  run_id text PRIMARY KEY,
  runbook text NOT NULL,
  file text NOT NULL,
  environment text NOT NULL,
  variables jsonb NOT NULL DEFAULT '{}',
  plan_hash text NOT NULL,
  plan text NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'waiting', 'paused', 'interrupted', 'failed', 'aborted',
    'completed', 'rolling_back', 'rolled_back')),
  wish text CHECK (wish IN ('pause', 'abort', 'rollback')),
  because text,
  way_back text,
  created_by text NOT NULL DEFAULT session_user,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz
);

CREATE TABLE ${schema}._migration_runbook_steps (
  run_id text NOT NULL REFERENCES ${schema}._migration_runbook_runs ON DELETE CASCADE,
  step_id text NOT NULL,
  phase text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'waiting', 'done', 'failed', 'interrupted')),
  attempt int NOT NULL DEFAULT 1,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  rows_affected bigint NOT NULL DEFAULT 0,
  longest_wait_ms bigint NOT NULL DEFAULT 0,
  seen text,
  error text,
  PRIMARY KEY (run_id, step_id)
);

CREATE TABLE ${schema}._migration_runbook_statements (
  statement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES ${schema}._migration_runbook_runs ON DELETE CASCADE,
  step_id text NOT NULL,
  sql text NOT NULL,
  rows_affected bigint NOT NULL,
  took_ms bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX _migration_runbook_statements_run_idx ON ${schema}._migration_runbook_statements (run_id);

CREATE TABLE ${schema}._migration_runbook_results (
  result_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES ${schema}._migration_runbook_runs ON DELETE CASCADE,
  step_id text NOT NULL,
  name text NOT NULL,
  severity text NOT NULL,
  status text NOT NULL CHECK (status IN ('PASS', 'WARN', 'FAIL')),
  seen text NOT NULL,
  must_be text NOT NULL,
  accepted_by text,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX _migration_runbook_results_run_idx ON ${schema}._migration_runbook_results (run_id);

CREATE TABLE ${schema}._migration_runbook_approvals (
  approval_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES ${schema}._migration_runbook_runs ON DELETE CASCADE,
  step_id text NOT NULL,
  role text,
  decision text NOT NULL CHECK (decision IN ('go', 'no-go', 'done', 'again')),
  approved_by text NOT NULL,
  database_user text NOT NULL DEFAULT session_user,
  plan_hash text,
  comment text,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX _migration_runbook_approvals_run_idx ON ${schema}._migration_runbook_approvals (run_id);

CREATE TABLE ${schema}._migration_runbook_incidents (
  incident_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES ${schema}._migration_runbook_runs ON DELETE CASCADE,
  step_id text,
  name text NOT NULL,
  seen text NOT NULL,
  must_not text NOT NULL,
  action text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX _migration_runbook_incidents_run_idx ON ${schema}._migration_runbook_incidents (run_id);

INSERT INTO ${schema}._migration_state (version) VALUES (4);
