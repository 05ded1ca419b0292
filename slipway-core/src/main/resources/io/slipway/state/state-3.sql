INSERT INTO ${schema}._migration_state (version) VALUES (3);
