#!/usr/bin/env bash
# How long the service takes from the command to readiness, and what it keeps in memory then: as one jar, as
# the jar taken apart, and as that with an archive of its classes. Needs Linux, curl and target/captioning.jar.
#
#   bench/startup/run.sh [RUNS]     # of each, turn by turn; 5 by default
#
# JAVA_HOME chooses the JDK, JAVA_OPTS gives further flags. Prints one line of JSON a way.
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=${1:-5}
jar=target/captioning.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
port=18099
work=$(mktemp -d)
pid=
# Stops only what was started here.
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

[ -f "$jar" ] || { echo "There is no $jar: ./mvnw package -DskipTests makes it" >&2; exit 1; }

# shellcheck disable=SC2206
flags=(-Xmx512m ${JAVA_OPTS:-})
release=$("$java" -version 2>&1 | sed -n 's/^[^"]*version "\([0-9]*\).*/\1/p' | head -n 1)
[ "$release" -lt 24 ] || flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

milliseconds() {
  echo $(($(date +%s%N) / 1000000))
}

# measure WAY FLAG... -jar JAR: appends "ready-ms resident-kB" to a file of that way.
measure() {
  local way=$1 began
  shift
  began=$(milliseconds)
  "$java" "${flags[@]}" "$@" --server.port=$port --captioning.home="$work/home" >"$work/log" 2>&1 &
  pid=$!
  until curl -sf -o /dev/null "http://127.0.0.1:$port/actuator/health/readiness"; do
    kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    [ $(($(milliseconds) - began)) -lt 120000 ] || { echo "Not ready after two minutes" >&2; exit 1; }
    sleep 0.02
  done
  echo "$(($(milliseconds) - began)) $(awk '/^VmRSS/ {print $2}' "/proc/$pid/status")" >>"$work/$way.txt"
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  pid=
}

"$java" -Djarmode=tools -jar "$jar" extract --destination "$work/apart" >/dev/null
"$java" "${flags[@]}" -Xlog:cds=off -Xlog:cds+dynamic=off -XX:ArchiveClassesAtExit="$work/classes.jsa" -Dspring.context.exit=onRefresh \
  -jar "$work/apart/captioning.jar" --server.port=$port --captioning.home="$work/home" >"$work/log" 2>&1

for _ in $(seq "$runs"); do
  measure jar -jar "$jar"
  measure apart -jar "$work/apart/captioning.jar"
  measure archive -XX:SharedArchiveFile="$work/classes.jsa" -jar "$work/apart/captioning.jar"
done

for way in jar apart archive; do
  sort -n "$work/$way.txt" | awk -v way=$way -v java="$release" -v load="$(cut -d ' ' -f 1 /proc/loadavg)" '
    {ready[NR] = $1; resident[NR] = $2}
    END {
      printf "{\"way\":\"%s\",\"java\":%s,\"runs\":%d,\"readyMs\":{\"min\":%d,\"median\":%d,\"max\":%d},\"residentMb\":%d,\"load\":%s}\n",
        way, java, NR, ready[1], ready[int((NR + 1) / 2)], ready[NR], resident[int((NR + 1) / 2)] / 1024, load
    }'
done
