-- Seed 000 (production strategy), "Post-Migration Rollback".
-- The copy is a comment. With the enum columns copied as they are, the DROP TYPE … CASCADE of the
-- other guide then drops those columns from the copy too (see drop_type_cascade.sql).
-- PostgreSQL answers: accepted

CREATE SCHEMA parlant_backup;
-- Copy all data to backup schema
-- Then proceed with rollback script
