-- Seed 001 (migration guide), "Journey State Inconsistencies".
-- The second statement makes the first created state initial in every journey, also where another
-- state rightly is: such journeys end with two, or with 23505 where a unique index forbids it.
-- PostgreSQL answers: accepted

-- Fix journey initial states
UPDATE parlant_journey_state
SET is_initial = false
WHERE journey_id IN (
  SELECT journey_id
  FROM parlant_journey_state
  WHERE is_initial = true
  GROUP BY journey_id
  HAVING COUNT(*) > 1
);

-- Set the first created state as initial
UPDATE parlant_journey_state
SET is_initial = true
WHERE id IN (
  SELECT DISTINCT ON (journey_id) id
  FROM parlant_journey_state
  ORDER BY journey_id, created_at
);
