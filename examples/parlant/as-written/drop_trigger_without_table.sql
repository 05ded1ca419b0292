-- Seed 002 (strategies guide), "Dual-Write Pattern".
-- A trigger's name is its table's: DROP TRIGGER dual_write_email ON orders.
-- PostgreSQL answers: 42601

DROP TRIGGER dual_write_email;
