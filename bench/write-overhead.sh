#!/usr/bin/env bash
# Server CPU of a single-row write without and with the triggers of dual-write and blue-green, in turns in one run.
# Usage: bench/write-overhead.sh [MAJOR]
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -B -q test-compile dependency:build-classpath -pl slipway-core -Dmdep.outputFile=target/bench.cp
exec java -cp "slipway-core/target/classes:$(cat slipway-core/target/bench.cp)" -Dslipway.postgres.dir=target/postgres \
  bench/WriteOverhead.java "$@"
