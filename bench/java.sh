#!/usr/bin/env bash
# Runs one of the measurements written in Java against an embedded PostgreSQL.
# Usage: bench/java.sh WriteOverhead [MAJOR] | bench/java.sh StrategyWaits [MAJOR [ROWS]]
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?which: WriteOverhead or StrategyWaits}
shift
[ -f "bench/$name.java" ] || { echo "no measurement bench/$name.java" >&2; exit 2; }
mvn -B -q test-compile dependency:build-classpath -pl slipway-core -Dmdep.outputFile=target/bench.cp
exec java -cp "slipway-core/target/classes:$(cat slipway-core/target/bench.cp)" -Dslipway.postgres.dir=target/postgres \
  "bench/$name.java" "$@"
