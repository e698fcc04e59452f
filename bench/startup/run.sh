#!/usr/bin/env bash
# How long the service takes from the command to its first caption, and what it keeps in memory then: as one jar, as
# that taken apart and with an archive of its classes, and, on Java 25 or later, with an ahead-of-time cache.
# Needs Linux, curl and target/captioning.jar.
#
#   bench/startup/run.sh [RUNS]     # of each, turn by turn; 5 by default
#
# JAVA_HOME chooses the JDK, JAVA_OPTS gives further flags. Prints one line of JSON a way.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

runs=${1:-5}
picture=docs/samples/cat.jpg
port=18099
work=$(mktemp -d)
pid=
# Stops only what was started here.
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

need_jar

# shellcheck disable=SC2206
flags+=(-Xmx512m ${JAVA_OPTS:-})

milliseconds() {
  echo $(($(date +%s%N) / 1000000))
}

listens() {
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null
}

ready() {
  curl -sf -o /dev/null "http://127.0.0.1:$port/actuator/health/readiness"
}

# wait_until COMMAND BEGAN: for at most two minutes from then.
wait_until() {
  until "$1"; do
    kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    [ $(($(milliseconds) - $2)) -lt 120000 ] || { echo "Not ready after two minutes" >&2; exit 1; }
    sleep 0.02
  done
}

# measure WAY FLAG... -jar JAR: appends "first-caption-ms ready-ms resident-kB processor-ms" to a file of that way.
measure() {
  local way=$1 began ready
  shift
  began=$(milliseconds)
  "$java" "${flags[@]}" "$@" --server.port=$port --captioning.home="$work/home" >"$work/log" 2>&1 &
  pid=$!
  # curl, started fifty times a second from the beginning, would take processors from the start.
  wait_until listens "$began"
  wait_until ready "$began"
  ready=$(($(milliseconds) - began))
  curl -sf -o /dev/null -F "image=@$picture" "http://127.0.0.1:$port/captions"
  echo "$(($(milliseconds) - began)) $ready $(awk '/^VmRSS/ {print $2}' "/proc/$pid/status")" \
    "$(awk '{print ($14 + $15) * 10}' "/proc/$pid/stat")" >>"$work/$way.txt"
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  pid=
}

# record FLAG: starts as far as it takes to know the classes, and ends.
record() {
  "$java" "${flags[@]}" "$@" -Dspring.context.exit=onRefresh \
    -jar "$work/apart/captioning.jar" --server.port=$port --captioning.home="$work/home" >"$work/log" 2>&1
}

"$java" -Djarmode=tools -jar "$jar" extract --destination "$work/apart" >/dev/null
record -Xlog:cds=off -Xlog:cds+dynamic=off -XX:ArchiveClassesAtExit="$work/classes.jsa"
ways="jar archive"
[ "$release" -lt 25 ] || { record -Xlog:aot=off -XX:AOTCacheOutput="$work/classes.aot"; ways+=" aot"; }

for _ in $(seq "$runs"); do
  measure jar -jar "$jar"
  measure archive -XX:SharedArchiveFile="$work/classes.jsa" -jar "$work/apart/captioning.jar"
  [ "$release" -lt 25 ] || measure aot -XX:AOTCache="$work/classes.aot" -jar "$work/apart/captioning.jar"
done

for way in $ways; do
  sort -n "$work/$way.txt" | awk -v way="$way" -v java="$release" -v load="$(cut -d ' ' -f 1 /proc/loadavg)" '
    {first[NR] = $1; ready[NR] = $2; resident[NR] = $3; processor[NR] = $4}
    END {
      middle = int((NR + 1) / 2)
      printf "{\"way\":\"%s\",\"java\":%s,\"runs\":%d,\"firstCaptionMs\":{\"min\":%d,\"median\":%d,\"max\":%d},\"readyMs\":%d,\"processorMs\":%d,\"residentMb\":%d,\"load\":%s}\n",
        way, java, NR, first[1], first[middle], first[NR], ready[middle], processor[middle], resident[middle] / 1024, load
    }'
done
