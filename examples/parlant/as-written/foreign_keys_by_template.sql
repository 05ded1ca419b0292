-- Seed 001 (migration guide), "Specific Migration Scripts".
-- The statement in the DO block is a template with three dots, for a table called table_name. Only
-- duplicate_object is caught, so it fails; when it is filled in, the parser sees only a format
-- string.
-- PostgreSQL answers: 42601

-- Add foreign key constraints with proper error handling
DO $$
DECLARE
  constraint_name TEXT;
BEGIN
  -- Add constraints with error handling
  FOR constraint_name IN
    SELECT 'fk_parlant_session_agent'
    UNION SELECT 'fk_parlant_event_session'
    -- Add other constraint names
  LOOP
    BEGIN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I ...', 'table_name', constraint_name);
    EXCEPTION
      WHEN duplicate_object THEN
        RAISE NOTICE 'Constraint % already exists, skipping', constraint_name;
    END;
  END LOOP;
END $$;
