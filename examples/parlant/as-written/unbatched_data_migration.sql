-- Seed 001 (migration guide), "Data Migration (0003_parlant_data.sql)".
-- Not wrong, but one transaction each: 200,000 rows inserted with a key-share lock on every
-- workspace and owner until commit, then an UPDATE without WHERE that writes all of them again. The
-- other guide says that no data migration is needed.
-- PostgreSQL answers: accepted

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
