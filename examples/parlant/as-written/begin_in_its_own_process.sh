# Seed 001 (migration guide), "Manual Migration Steps".
# Each psql is a session of its own: BEGIN ends with the first process, the file runs in autocommit and
# COMMIT has nothing to commit. What looks like a transaction for safety is none.

# 1. Start transaction for safety
psql $DATABASE_URL -c "BEGIN;"

# 2. Apply schema changes
psql $DATABASE_URL -f migrations/0001_parlant_initial.sql

# 3. Verify tables created
psql $DATABASE_URL -c "
  SELECT tablename FROM pg_tables
  WHERE schemaname = 'public'
    AND tablename LIKE 'parlant_%'
  ORDER BY tablename;
"

# 4. Commit if successful
psql $DATABASE_URL -c "COMMIT;"
