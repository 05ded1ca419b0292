-- Seed 001 (migration guide), "Quick Rollback (Development)".
-- The pattern parlant_% also matches tables of others (_ is any character), and CASCADE takes views
-- and foreign keys with them. All tables and what they refer to stay locked until the block ends.
-- PostgreSQL answers: accepted

DO $$
DECLARE
  table_name TEXT;
BEGIN
  FOR table_name IN
    SELECT tablename FROM pg_tables
    WHERE schemaname = 'public'
      AND tablename LIKE 'parlant_%'
  LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', table_name);
  END LOOP;
END $$;
