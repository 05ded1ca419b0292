-- Seed 001 (migration guide), "Index Creation (0002_parlant_indexes.sql)".
-- offset is a reserved word; as a column it is written "offset".
-- PostgreSQL answers: 42601

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS parlant_event_session_offset_idx
  ON parlant_event(session_id, offset);
