-- Seed 002 (strategies guide), "Dual-Write Pattern".
-- The body of the trigger is MySQL's; PostgreSQL executes a function. COALESCE in both directions
-- also loses updates: a changed user_email never reaches a customer_email that is not null.
-- PostgreSQL answers: 42601

CREATE TRIGGER dual_write_email
BEFORE INSERT OR UPDATE ON orders
FOR EACH ROW
BEGIN
  NEW.customer_email := COALESCE(NEW.customer_email, NEW.user_email);
  NEW.user_email := COALESCE(NEW.user_email, NEW.customer_email);
END;
