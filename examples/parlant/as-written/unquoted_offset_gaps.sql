-- Seed 001 (migration guide), "Event Ordering Problems".
-- offset unquoted in a select list and in arguments.
-- PostgreSQL answers: 42601

-- Check for gaps in event sequences
WITH event_gaps AS (
  SELECT
    session_id,
    offset,
    LAG(offset) OVER (PARTITION BY session_id ORDER BY offset) as prev_offset
  FROM parlant_event
)
SELECT session_id, offset, prev_offset
FROM event_gaps
WHERE offset - COALESCE(prev_offset, -1) > 1;
