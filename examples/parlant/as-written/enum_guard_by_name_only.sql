-- Seed 000 (production strategy), "Phase 2: Core Schema Creation".
-- pg_type is asked for the name in every schema and with any labels: an agent_status elsewhere, or
-- an older one with three labels as in the other guide, passes for this one and nothing is created.
-- PostgreSQL answers: accepted

DO $$
BEGIN
    -- agent_status enum
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'agent_status') THEN
        CREATE TYPE agent_status AS ENUM('active', 'inactive', 'archived', 'maintenance');
    END IF;

    -- Continue for all 6 enums...
END $$;
