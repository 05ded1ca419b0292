-- Seed 001 (migration guide), "Event Ordering Problems".
-- offset unquoted as the target of SET. Quoted, it still fails with 23505 on most data: the unique
-- index on (session_id, "offset") is checked row by row, and created_at does not order events of
-- one instant.
-- PostgreSQL answers: 42601

-- Fix event ordering
UPDATE parlant_event
SET offset = new_offset
FROM (
  SELECT id, ROW_NUMBER() OVER (PARTITION BY session_id ORDER BY created_at) - 1 as new_offset
  FROM parlant_event
) reordered
WHERE parlant_event.id = reordered.id;
