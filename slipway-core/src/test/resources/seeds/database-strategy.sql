   -- Run integrity checks
   SELECT COUNT(*) FROM clients_enhanced;
   SELECT COUNT(*) FROM marketplace_modules;
   SELECT COUNT(*) FROM module_installations;
   SELECT COUNT(*) FROM client_app_overrides;

-- ==== block ====
   -- Backup critical tables
   CREATE TABLE migration_backup_client_app_overrides AS
   SELECT * FROM client_app_overrides;

   CREATE TABLE migration_backup_clients_enhanced AS
   SELECT * FROM clients_enhanced;

-- ==== block ====
   -- Identify orphaned records before migration
   SELECT COUNT(*) FROM client_app_overrides cao
   WHERE NOT EXISTS (
     SELECT 1 FROM clients_enhanced WHERE id = cao.client_id
   );

-- ==== block ====
   ALTER TABLE client_app_overrides
     ADD COLUMN IF NOT EXISTS marketplace_module_id UUID,
     ADD COLUMN IF NOT EXISTS installation_id UUID,
     ADD COLUMN IF NOT EXISTS activation_status VARCHAR(50) DEFAULT 'pending',
     ADD COLUMN IF NOT EXISTS activation_metadata JSONB DEFAULT '{}';

-- ==== block ====
   -- Create orchestration_workflows
   CREATE TABLE IF NOT EXISTS orchestration_workflows (...);

   -- Create workflow_executions
   CREATE TABLE IF NOT EXISTS workflow_executions (...);

-- ==== block ====
   -- Create handover_packages
   CREATE TABLE IF NOT EXISTS handover_packages (...);

   -- Create integration_events
   CREATE TABLE IF NOT EXISTS integration_events (...);

-- ==== block ====
   CREATE INDEX IF NOT EXISTS idx_cao_marketplace_module
   ON client_app_overrides(marketplace_module_id);

   CREATE INDEX IF NOT EXISTS idx_cao_installation
   ON client_app_overrides(installation_id);

   -- Additional indexes...

-- ==== block ====
-- Drop new columns (if needed)
ALTER TABLE client_app_overrides
  DROP COLUMN IF EXISTS marketplace_module_id CASCADE,
  DROP COLUMN IF EXISTS installation_id CASCADE,
  DROP COLUMN IF EXISTS activation_status CASCADE,
  DROP COLUMN IF EXISTS activation_metadata CASCADE;

-- Drop new tables
DROP TABLE IF EXISTS integration_events CASCADE;
DROP TABLE IF EXISTS handover_packages CASCADE;
DROP TABLE IF EXISTS workflow_executions CASCADE;
DROP TABLE IF EXISTS orchestration_workflows CASCADE;

-- ==== block ====
   WITH module_mapping AS (
     SELECT
       cao.id as override_id,
       mm.id as marketplace_module_id,
       mi.id as installation_id
     FROM client_app_overrides cao
     LEFT JOIN marketplace_modules mm ON cao.app_name = mm.name
     LEFT JOIN module_installations mi
       ON mm.id = mi.module_id AND cao.client_id = mi.tenant_id
   )
   UPDATE client_app_overrides cao
   SET
     marketplace_module_id = mm.marketplace_module_id,
     installation_id = mm.installation_id,
     activation_status = CASE
       WHEN cao.enabled = true THEN 'active'
       ELSE 'inactive'
     END
   FROM module_mapping mm
   WHERE cao.id = mm.override_id
   AND mm.marketplace_module_id IS NOT NULL;

-- ==== block ====
   INSERT INTO orchestration_workflows (
     workflow_name, workflow_type, client_id,
     workflow_definition, status, created_at
   )
   SELECT
     'Client Setup - ' || c.name,
     'client_onboarding',
     c.id,
     jsonb_build_object('steps', jsonb_build_array(...)),
     'in_progress',
     c.created_at
   FROM clients_enhanced c
   WHERE NOT EXISTS (
     SELECT 1 FROM orchestration_workflows WHERE client_id = c.id
   );

-- ==== block ====
   INSERT INTO handover_packages (
     client_id, workflow_id, package_name,
     installed_modules, module_configurations
   )
   SELECT
     c.id,
     ow.id,
     'Handover Package - ' || c.name,
     -- Aggregate installed modules
     (...),
     -- Aggregate configurations
     (...)
   FROM clients_enhanced c
   JOIN orchestration_workflows ow ON c.id = ow.client_id
   WHERE EXISTS (
     SELECT 1 FROM client_deployments
     WHERE client_id = c.id AND status = 'deployed'
   );

-- ==== block ====
   INSERT INTO integration_events (
     event_type, event_source, event_payload, correlation_id
   )
   SELECT
     'module_installed',
     'modules',
     jsonb_build_object(...),
     mi.id
   FROM module_installations mi
   WHERE mi.installed_at >= NOW() - INTERVAL '7 days';

-- ==== block ====
-- Clear populated data
DELETE FROM integration_events
WHERE created_at >= '[MIGRATION_START_TIME]';

DELETE FROM handover_packages
WHERE created_at >= '[MIGRATION_START_TIME]';

DELETE FROM workflow_executions
WHERE workflow_id IN (
  SELECT id FROM orchestration_workflows
  WHERE created_at >= '[MIGRATION_START_TIME]'
);

DELETE FROM orchestration_workflows
WHERE created_at >= '[MIGRATION_START_TIME]';

-- Reset module linkages
UPDATE client_app_overrides
SET marketplace_module_id = NULL,
    installation_id = NULL,
    activation_status = 'pending',
    activation_metadata = '{}'
WHERE updated_at >= '[MIGRATION_START_TIME]';

-- ==== block ====
   ALTER TABLE client_app_overrides
     ADD CONSTRAINT fk_cao_marketplace_module
     FOREIGN KEY (marketplace_module_id)
     REFERENCES marketplace_modules(id) ON DELETE SET NULL;

   ALTER TABLE client_app_overrides
     ADD CONSTRAINT fk_cao_installation
     FOREIGN KEY (installation_id)
     REFERENCES module_installations(id) ON DELETE CASCADE;

-- ==== block ====
   -- Check constraint violations
   SELECT COUNT(*) FROM client_app_overrides cao
   WHERE marketplace_module_id IS NOT NULL
   AND NOT EXISTS (
     SELECT 1 FROM marketplace_modules WHERE id = cao.marketplace_module_id
   );

-- ==== block ====
ALTER TABLE client_app_overrides
  DROP CONSTRAINT IF EXISTS fk_cao_marketplace_module,
  DROP CONSTRAINT IF EXISTS fk_cao_installation;

-- ==== block ====
   CREATE OR REPLACE VIEW unified_client_dashboard AS ...;
   CREATE OR REPLACE VIEW module_integration_view AS ...;
   CREATE OR REPLACE VIEW workflow_progress_view AS ...;

-- ==== block ====
   ALTER TABLE orchestration_workflows ENABLE ROW LEVEL SECURITY;
   ALTER TABLE handover_packages ENABLE ROW LEVEL SECURITY;

   CREATE POLICY orchestration_client_isolation ...;
   CREATE POLICY handover_client_isolation ...;

-- ==== block ====
   GRANT SELECT, INSERT, UPDATE, DELETE ON orchestration_workflows TO authenticated;
   GRANT SELECT ON unified_client_dashboard TO authenticated;

-- ==== block ====
   -- Test unified dashboard view
   SELECT * FROM unified_client_dashboard LIMIT 10;

   -- Test module integration view
   SELECT * FROM module_integration_view LIMIT 10;

   -- Test workflow progress view
   SELECT * FROM workflow_progress_view WHERE workflow_status = 'in_progress';

-- ==== block ====
   DROP TABLE IF EXISTS migration_backup_client_app_overrides;
   DROP TABLE IF EXISTS migration_backup_clients_enhanced;

-- ==== block ====
   VACUUM ANALYZE orchestration_workflows;
   VACUUM ANALYZE workflow_executions;
   VACUUM ANALYZE handover_packages;
   VACUUM ANALYZE integration_events;

-- ==== block ====
BEGIN;

-- 1. Drop new foreign keys
ALTER TABLE client_app_overrides
  DROP CONSTRAINT IF EXISTS fk_cao_marketplace_module CASCADE,
  DROP CONSTRAINT IF EXISTS fk_cao_installation CASCADE;

-- 2. Drop new views
DROP VIEW IF EXISTS unified_client_dashboard CASCADE;
DROP VIEW IF EXISTS module_integration_view CASCADE;
DROP VIEW IF EXISTS workflow_progress_view CASCADE;

-- 3. Drop new tables
DROP TABLE IF EXISTS integration_events CASCADE;
DROP TABLE IF EXISTS handover_packages CASCADE;
DROP TABLE IF EXISTS workflow_executions CASCADE;
DROP TABLE IF EXISTS orchestration_workflows CASCADE;

-- 4. Remove new columns
ALTER TABLE client_app_overrides
  DROP COLUMN IF EXISTS marketplace_module_id CASCADE,
  DROP COLUMN IF EXISTS installation_id CASCADE,
  DROP COLUMN IF EXISTS activation_status CASCADE,
  DROP COLUMN IF EXISTS activation_metadata CASCADE;

-- 5. Restore from backup if needed
-- (Restore commands based on backup method)

COMMIT;

-- ==== block ====
-- Keep schema changes, rollback data only
DELETE FROM integration_events WHERE created_at >= '[MIGRATION_START_TIME]';
DELETE FROM handover_packages WHERE created_at >= '[MIGRATION_START_TIME]';
DELETE FROM orchestration_workflows WHERE created_at >= '[MIGRATION_START_TIME]';

UPDATE client_app_overrides
SET marketplace_module_id = NULL,
    installation_id = NULL,
    activation_status = 'pending'
WHERE updated_at >= '[MIGRATION_START_TIME]';
