#!/usr/bin/env bash
# `slipway lint` of N migrations the size of real ones, cold, beside squawk (from npm) in the same run.
# Medians of 3; usage: bench/lint-speed.sh [N...]
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
squawk=target/linters/node_modules/.bin/squawk
[ -x "$squawk" ] ||
  npm install --silent --no-save --no-audit --no-fund --prefix target/linters squawk-cli@2.66.0 @postgres-language-server/cli@0.25.5
echo 'SELECT 1;' >"$work/warm.sql"
./slipway lint "$work/warm.sql" >/dev/null || true

measure() { # seconds and MB, the median of three
  for _ in 1 2 3; do
    /usr/bin/time -o "$work/time" -f '%e %M' "$@" >/dev/null 2>&1 || true
    tail -n 1 "$work/time"
  done | sort -n | sed -n 2p | awk '{printf "%.2f %d\n", $1, $2 / 1024}'
}

printf '%8s %8s %12s %8s %12s %8s %7s\n' files KB slipway MB squawk MB ratio
for count in "${@:-1000}"; do
  node bench/generate-migrations.mjs "$count" "$work/$count"
  read -r ours our_mb < <(measure ./slipway lint "$work/$count")
  read -r theirs their_mb < <(measure "$squawk" "$work/$count"/*.sql)
  printf '%8d %8d %10s s %8d %10s s %8d %7.1f\n' "$count" "$(du -sk --apparent-size "$work/$count" | cut -f 1)" \
    "$ours" "$our_mb" "$theirs" "$their_mb" "$(awk "BEGIN{print $ours / $theirs}")"
done
