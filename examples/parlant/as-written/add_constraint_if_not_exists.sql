-- Seed 000 (production strategy), "Phase 3: Advanced Constraints and Optimization".
-- ADD CONSTRAINT has no IF NOT EXISTS in any version. Meant: add the foreign key unless it is
-- there.
-- PostgreSQL answers: 42601

ALTER TABLE parlant_session
ADD CONSTRAINT IF NOT EXISTS fk_parlant_session_current_journey
FOREIGN KEY (current_journey_id) REFERENCES parlant_journey(id) ON DELETE SET NULL;
