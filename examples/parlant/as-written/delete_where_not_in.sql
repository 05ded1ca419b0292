-- Seed 001 (migration guide), "Foreign Key Constraint Violations".
-- Deletes without bound, and cascades; the foreign keys already forbid such rows. NOT IN answers
-- nothing as soon as the list holds one NULL, and compares every agent with every workspace when
-- the list outgrows work_mem: with 200,000 of each, PostgreSQL 14 at its defaults did not finish in
-- 8 minutes. NOT EXISTS has neither trouble.
-- PostgreSQL answers: accepted

-- Fix orphaned references
DELETE FROM parlant_agent WHERE workspace_id NOT IN (SELECT id FROM workspace);
DELETE FROM parlant_session WHERE agent_id NOT IN (SELECT id FROM parlant_agent);
