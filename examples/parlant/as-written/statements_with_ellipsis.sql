-- Seed 000 (production strategy), "Phase 2 and Phase 3".
-- An outline, not a migration: the bodies are left out, here of a table and of a function.
-- PostgreSQL answers: 42601

CREATE TABLE IF NOT EXISTS parlant_agent (...);

CREATE OR REPLACE FUNCTION update_updated_at_column() ...;
