#!/usr/bin/env bash
# How long `slipway lint one-file.sql` takes from a cold start, and what an archive gives:
# plain JVM, JVM flags of the launcher, launcher with its AppCDS archive, AOT cache (JDK 24+). Medians of N runs, ms.
set -euo pipefail
home=$(cd -P "$(dirname "$0")/.." && pwd)
runs=${1:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/one.sql" <<'SQL'
CREATE TABLE orders (id bigint PRIMARY KEY, email text, total int);
ALTER TABLE orders ADD COLUMN note text DEFAULT '' NOT NULL;
CREATE INDEX CONCURRENTLY orders_email ON orders (email);
SQL
"$home/slipway" lint "$work/one.sql" >/dev/null || true
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for candidate in "$java" /usr/lib/jvm/*/bin/java java; do
  [ -n "$candidate" ] && "$candidate" -version 2>&1 | grep -qE '"(2[1-9]|[3-9][0-9])' && java=$candidate && break
done
jar=$(ls "$home"/slipway-app/target/slipway-app-*.jar | head -n 1)
class_path=$jar:$(echo "$home"/slipway-app/target/lib/*.jar | tr ' ' ':')

median() {
  local times=() from to
  for _ in $(seq "$runs"); do
    from=$(date +%s%N)
    "$@" >/dev/null 2>&1 || true
    to=$(date +%s%N)
    times+=($(((to - from) / 1000000)))
  done
  printf '%s\n' "${times[@]}" | sort -n | sed -n "$(((runs + 1) / 2))p"
}

main=io.slipway.app.Main
plain=$(median "$java" -cp "$class_path" $main lint "$work/one.sql")
quick=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
flags=$(median "$java" "${quick[@]}" -cp "$class_path" $main lint "$work/one.sql")
launcher=$(median "$home/slipway" lint "$work/one.sql")
printf '%-42s %6s %8s\n' "lint one-file.sql, cold" ms ratio
row() { printf '%-42s %6d %8.2f\n' "$1" "$2" "$(awk "BEGIN{print $2/$plain}")"; }
row "plain JVM" "$plain"
row "C1 and SerialGC" "$flags"
row "./slipway (the same, with AppCDS)" "$launcher"
if "$java" "${quick[@]}" -XX:AOTCacheOutput="$work/aot" -cp "$class_path" $main lint "$work/one.sql" >/dev/null 2>&1 &&
  [ -s "$work/aot" ]; then
  aot=$(median "$java" "${quick[@]}" -XX:AOTCache="$work/aot" -cp "$class_path" $main lint "$work/one.sql")
  row "the same with an AOT cache" "$aot"
fi
