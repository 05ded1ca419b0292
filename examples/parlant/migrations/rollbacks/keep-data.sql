-- Copies every Parlant table to the schema parlant_backup, all at one moment.
-- Switch the Parlant features off first: what is written after the copy is not in it.
-- CREATE SCHEMA fails when an earlier copy is still there; nothing is ever written over it.
BEGIN ISOLATION LEVEL REPEATABLE READ;

CREATE SCHEMA parlant_backup;

CREATE TABLE parlant_backup.parlant_agent AS TABLE parlant_agent;
CREATE TABLE parlant_backup.parlant_tool AS TABLE parlant_tool;
CREATE TABLE parlant_backup.parlant_journey AS TABLE parlant_journey;
CREATE TABLE parlant_backup.parlant_journey_state AS TABLE parlant_journey_state;
CREATE TABLE parlant_backup.parlant_journey_transition AS TABLE parlant_journey_transition;
CREATE TABLE parlant_backup.parlant_session AS TABLE parlant_session;
CREATE TABLE parlant_backup.parlant_event AS TABLE parlant_event;
CREATE TABLE parlant_backup.parlant_guideline AS TABLE parlant_guideline;
CREATE TABLE parlant_backup.parlant_variable AS TABLE parlant_variable;
CREATE TABLE parlant_backup.parlant_term AS TABLE parlant_term;
CREATE TABLE parlant_backup.parlant_canned_response AS TABLE parlant_canned_response;

-- A copied enum column would keep its type from being dropped, and DROP TYPE … CASCADE would drop
-- the column from the copy. Text outlives the types.
ALTER TABLE parlant_backup.parlant_agent
  ALTER COLUMN status TYPE TEXT,
  ALTER COLUMN composition_mode TYPE TEXT;
ALTER TABLE parlant_backup.parlant_journey_state
  ALTER COLUMN state_type TYPE TEXT,
  ALTER COLUMN composition_mode TYPE TEXT;
ALTER TABLE parlant_backup.parlant_session
  ALTER COLUMN mode TYPE TEXT,
  ALTER COLUMN status TYPE TEXT;
ALTER TABLE parlant_backup.parlant_event
  ALTER COLUMN event_type TYPE TEXT;

COMMIT;
