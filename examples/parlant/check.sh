#!/usr/bin/env bash
# Runs the whole example with psql alone and fails where a count is not as promised:
#   base, seed, pre-validation, migrations, the seeds' own blocks, post-validation, keep-data,
#   rollback, and back again with the kept rows. Wants an empty database of PostgreSQL 14 or newer.
#   usage: examples/parlant/check.sh postgresql://postgres@localhost/parlant_check
set -euo pipefail

database=${1:?usage: check.sh DATABASE_URL (an empty database)}
cd "$(dirname "$0")"
before=$(mktemp) after=$(mktemp)
trap 'rm -f "$before" "$after"' EXIT

run() { psql -XqAt -F '|' -v ON_ERROR_STOP=1 -d "$database" "$@"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

expect() { # what, wanted, query
  local found
  found=$(run -c "$3")
  [ "$found" = "$2" ] || fail "$1: $found instead of $2"
  printf '%-38s %s\n' "$1" "$found"
}

step() { # label, file
  local start=$EPOCHREALTIME
  run -f "$2" > /dev/null
  printf '%-38s %6d ms\n' "$1" $(( (${EPOCHREALTIME/./} - ${start/./}) / 1000 ))
}

validate() {
  local rows
  rows=$(run -f "validation/$1")
  ! grep -E '^[^|]*\|(WARN|FAIL)\|' <<< "$rows" >&2 || fail "$1"
  printf '%-38s %s rows, all PASS\n' "$1" "$(grep -c '|PASS|' <<< "$rows")"
}

migrate() { for file in "$@"; do step "${file##*/}" "$file"; done; }

catalog() {
  run << 'SQL'
SET search_path = pg_catalog;
CREATE TEMP VIEW ours AS
SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$|parlant_backup$)';
SELECT 'schema', nspname FROM pg_namespace JOIN ours USING (oid) ORDER BY 2;
SELECT 'class', relnamespace::regnamespace, relname, relkind, relnatts, relchecks, relhastriggers
FROM pg_class JOIN ours o ON o.oid = relnamespace ORDER BY 2, 3;
SELECT 'type', typnamespace::regnamespace, typname, typtype, typcategory
FROM pg_type JOIN ours o ON o.oid = typnamespace ORDER BY 2, 3;
SELECT 'enum', enumtypid::regtype, enumlabel, enumsortorder FROM pg_enum ORDER BY 2, 4;
SELECT 'proc', pronamespace::regnamespace, p.oid::regprocedure, md5(prosrc)
FROM pg_proc p JOIN ours o ON o.oid = pronamespace ORDER BY 2, 3;
SELECT 'trigger', tgrelid::regclass, tgname, tgenabled, tgtype FROM pg_trigger ORDER BY 2, 3;
SELECT 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN ours o ON o.oid = connamespace ORDER BY 2, 3;
SELECT 'index', pg_get_indexdef(indexrelid), indisvalid, indisready
FROM pg_index JOIN pg_class c ON c.oid = indrelid JOIN ours o ON o.oid = relnamespace ORDER BY 2;
SELECT 'attribute', attrelid::regclass, attnum, attname, atttypid::regtype, attnotnull
FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN ours o ON o.oid = relnamespace
ORDER BY 2, 3;
SQL
}

sameCatalogAs() {
  catalog > "$after"
  diff "$before" "$after" >&2 || fail "$1 leaves the catalog changed"
  printf '%-38s %s lines, none changed\n' "catalog after $1" "$(wc -l < "$after")"
}

# Row count and content of the eleven tables; through JSON, so that text equals enum.
fingerprint() {
  local table query=
  for table in agent canned_response event guideline journey journey_state journey_transition \
      session term tool variable; do
    query+="${query:+ UNION ALL }SELECT '$table', count(*), md5(string_agg(md5(to_jsonb(t)::text), ''
      ORDER BY id)) FROM $1.parlant_$table AS t"
  done
  run -c "$query"
}

asWritten() {
  local file wanted answer count=0
  # Without it delete_where_not_in.sql takes hours on PostgreSQL 14, as it says.
  local -x PGOPTIONS='-c hash_mem_multiplier=2'
  for file in as-written/*.sql; do
    wanted=$(sed -n 's/^-- PostgreSQL answers: //p' "$file")
    if [ "$wanted" = accepted ]; then
      answer=$( { echo 'BEGIN;'; cat "$file"; echo 'ROLLBACK;'; } \
        | run -v VERBOSITY=sqlstate 2>&1 > /dev/null || true)
      ! grep -q ERROR <<< "$answer" || fail "$file: $answer"
    else
      answer=$(run -v VERBOSITY=sqlstate -f "$file" 2>&1 > /dev/null \
        | sed -n 's/.*ERROR: *\([0-9A-Z]\{5\}\).*/\1/p' || true)
      [[ -n "$answer" && "$wanted" == *"$answer"* ]] || fail "$file: '$answer', not $wanted"
    fi
    count=$((count + 1))
  done
  printf '%-38s %s blocks, answered as noted\n' 'as-written' "$count"
}

expect 'relations at the start' 0 "SELECT count(*) FROM pg_class
  WHERE relnamespace = 'public'::regnamespace"
run -c "SELECT 'server ' || version()" | cut -c1-60
step 'base/schema.sql' base/schema.sql
step 'base/seed.sql' base/seed.sql
catalog > "$before"
validate pre_migration_validation.sql
migrate migrations/*.sql
asWritten

in_parlant="JOIN pg_class c ON c.oid = %s WHERE c.relkind = 'r' AND c.relname LIKE 'parlant\\_%%'"
on() { printf "$in_parlant" "$1"; }
expect 'enums' 6 "SELECT count(DISTINCT enumtypid) FROM pg_enum
  WHERE enumtypid <> 'permission_type'::regtype"
expect 'tables' 11 "SELECT count(*) FROM pg_class t $(on t.oid)"
expect 'indexes besides primary keys' 89 \
  "SELECT count(*) FROM pg_index $(on indrelid) AND NOT indisprimary AND indisvalid"
expect 'foreign keys, all validated' 33 \
  "SELECT count(*) FROM pg_constraint $(on conrelid) AND contype = 'f' AND convalidated"
expect 'checks, all validated' 25 \
  "SELECT count(*) FROM pg_constraint $(on conrelid) AND contype = 'c' AND convalidated"
expect 'updated_at triggers' 11 \
  "SELECT count(*) FROM pg_trigger $(on tgrelid) AND NOT tgisinternal"
expect 'workspaces without an agent' 0 "SELECT count(*) FROM workspace w
  WHERE NOT EXISTS (SELECT 1 FROM parlant_agent a WHERE a.workspace_id = w.id)"

run -f validation/sample_rows.sql
validate post_migration_validation.sql
written=$(fingerprint public)
! grep -E '\|0\|' <<< "$written" >&2 || fail 'a table without a sample row'

step 'rollbacks/keep-data.sql' migrations/rollbacks/keep-data.sql
for file in $(ls -r migrations/*.sql); do
  step "rollbacks/${file##*/}" "migrations/rollbacks/${file##*/}"
done
[ "$(fingerprint parlant_backup)" = "$written" ] || fail 'parlant_backup is not what was written'
sameCatalogAs 'rollback in reverse'
printf '%-38s %s rows\n' 'kept in parlant_backup' \
  "$(awk -F '|' '{n += $2} END {print n}' <<< "$written")"

migrate migrations/009[2-6]*.sql
step 'rollbacks/restore-kept-data.sql' migrations/rollbacks/restore-kept-data.sql
[ "$(fingerprint public)" = "$written" ] || fail 'the restored rows are not what was written'
run -c 'DROP SCHEMA parlant_backup CASCADE' 2> /dev/null
migrate migrations/0097*.sql
expect 'agents after restore and 0097' "$(awk -F '|' '$1 == "agent" {print $2}' <<< "$written")" \
  'SELECT count(*) FROM parlant_agent'
step 'comprehensive rollback' \
  migrations/rollbacks/0092_rollback_parlant_schema_comprehensive.sql
sameCatalogAs 'comprehensive rollback'
echo 'All as promised.'
