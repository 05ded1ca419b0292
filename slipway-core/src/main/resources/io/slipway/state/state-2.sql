-- Reports an outcome and returns the state; with NULL it only looks. An open breaker whose timeout has
-- passed lets one caller through, who sees half_open; the others see open until that one reports, or
-- until the timeout has passed again: whoever was let through may have died. The row lock makes every
-- transition one.
CREATE OR REPLACE FUNCTION ${schema}.update_circuit_breaker(p_name text, p_success boolean) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY INVOKER
SET search_path = pg_catalog, ${schema}, pg_temp
AS $body$
DECLARE
  b ${schema}._migration_circuit_breakers;
  t timestamptz;
BEGIN
  INSERT INTO ${schema}._migration_circuit_breakers (breaker_name) VALUES (p_name)
    ON CONFLICT (breaker_name) DO NOTHING;
  SELECT * INTO b FROM ${schema}._migration_circuit_breakers WHERE breaker_name = p_name FOR UPDATE;
  t := clock_timestamp();
  IF b.state = 'half_open' AND p_success IS NULL
     AND t < b.half_open_at + make_interval(secs => b.timeout_seconds) THEN
    RETURN 'open';
  END IF;
  IF b.state = 'half_open' AND p_success IS NULL THEN b.half_open_at := t; END IF;
  IF b.state = 'open' AND (b.opened_at IS NULL OR t >= b.opened_at + make_interval(secs => b.timeout_seconds)) THEN
    b.state := 'half_open';
    b.half_open_at := t;
  END IF;
  IF p_success AND b.state <> 'open' THEN
    IF b.state = 'half_open' THEN b.closed_at := t; END IF;
    b.state := 'closed';
    b.failure_count := 0;
  ELSIF NOT p_success THEN
    b.failure_count := b.failure_count + 1;
    b.last_failure_at := t;
    IF b.state = 'half_open' OR b.state = 'closed' AND b.failure_count >= b.threshold THEN
      b.state := 'open';
      b.opened_at := t;
    END IF;
  END IF;
  UPDATE ${schema}._migration_circuit_breakers
     SET state = b.state, failure_count = b.failure_count, last_failure_at = b.last_failure_at,
         opened_at = b.opened_at, half_open_at = b.half_open_at, closed_at = b.closed_at
   WHERE breaker_name = p_name;
  RETURN b.state;
END
$body$;

INSERT INTO ${schema}._migration_state (version) VALUES (2);
