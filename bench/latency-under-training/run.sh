#!/usr/bin/env bash
# What a training does to the time that captions take: rounds of calls one after the other while the service idles,
# while a training extracts features, and while it trains. Of the rounds the median is told, and the quietest, for
# machines that do other things beside. Needs Linux, curl and target/captioning.jar.
#
#   bench/latency-under-training/run.sh [ROUNDS] [CALLS]     # 5 rounds of 100 calls by default
#
# JAVA_HOME chooses the JDK, JAVA_OPTS gives further flags, PICTURE another picture. Prints one line of JSON.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

rounds=${1:-5}
calls=${2:-100}
picture=${PICTURE:-docs/samples/cat.jpg}
port=18098
url=http://127.0.0.1:$port
work=$(mktemp -d)
pid=
# Stops only what was started here.
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; [ -z "$pid" ] || wait "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

need_jar

# shellcheck disable=SC2206
flags+=(-Xmx1g ${JAVA_OPTS:-})

# await WHAT COMMAND...: until it succeeds.
await() {
  local what=$1 try
  shift
  for try in $(seq 1200); do
    "$@" && return
    kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.1
  done
  echo "Waited too long for $what" >&2
  exit 1
}

ready() {
  curl -sf -o /dev/null "$url/actuator/health/readiness"
}

# in_phase PHASE: whether the job is in it, and, if that is training, has done a step of this run.
in_phase() {
  curl -s "$url$job" | grep -q "\"phase\":\"$1\".*${2:-}"
}

ended() {
  ! curl -s "$url$job" | grep -qE '"state":"(queued|running)"'
}

# measure KIND: one round; appends its median and 95th percentile, in milliseconds, to a file of that kind.
measure() {
  curl -sf -o /dev/null -w '%{time_total}\n' --data-binary "@$picture" -H 'Content-Type: image/jpeg' \
    -H 'Cache-Control: no-store' "$url/captions?seed=[1-$calls]" | sort -n |
    awk '{ms[NR] = $1 * 1000} END {print ms[int((NR - 1) * 0.5) + 1], ms[int((NR - 1) * 0.95) + 1]}' >>"$work/$1.txt"
}

# submit NAME: a training that goes on until it is cancelled.
submit() {
  job=$(curl -sf -i -H 'Content-Type: application/json' "$url/train" -d '{"dataset": "drawn", "name": "'"$1"'",
    "epochs": 100000, "patience": 0, "hidden": 512, "embedding": 256, "batchSize": 128, "minimumCount": 1}' |
    tr -d '\r' | sed -n 's/^Location: //p')
}

"$java" "${flags[@]}" -jar "$jar" draw --out "$work/pictures/drawn" --images 4000 2>/dev/null
"$java" "${flags[@]}" -jar "$jar" --server.port=$port --captioning.home="$work/home" \
  --captioning.datasets.root="$work/pictures" >"$work/log" 2>&1 &
pid=$!
await readiness ready
curl -sf -o /dev/null -H 'Content-Type: application/json' "$url/datasets" -d '{"name": "drawn", "folder": "drawn"}'
for warm_up in 1 2; do
  measure warm-up
done

measure idle
submit features
await features in_phase features
measure features
await training in_phase training '"loss"'
for _ in $(seq "$rounds"); do
  in_phase training || { echo "The training has ended:" >&2; curl -s "$url$job" >&2; exit 1; }
  measure training
  curl -sf -o /dev/null -X DELETE "$url$job"
  await cancellation ended
  measure idle
  curl -sf -o /dev/null -X POST "$url$job/resume"
  await training in_phase training '"loss"'
done

# of KIND COLUMN RANK: of that column's rounds the median (0.5) or the quietest (0).
of() {
  sort -n -k "$2,$2" "$work/$1.txt" | awk -v column="$2" -v rank="$3" '
    {ms[NR] = $column} END {print ms[int((NR - 1) * rank) + 1]}'
}

kind() {
  printf '"%s":{"rounds":%d,"p50Ms":%.1f,"p95Ms":%.1f,"quietest":{"p50Ms":%.1f,"p95Ms":%.1f}}' \
    "$1" "$(wc -l <"$work/$1.txt")" "$(of "$1" 1 0.5)" "$(of "$1" 2 0.5)" "$(of "$1" 1 0)" "$(of "$1" 2 0)"
}

# ratio KIND RANK
ratio() {
  awk -v a="$(of "$1" 2 "$2")" -v b="$(of idle 2 "$2")" 'BEGIN {printf "%.2f", a / b}'
}

printf '{"java":%s,"processors":%s,"load":%s,"calls":%s,%s,%s,%s,"p95Ratio":{"features":%s,"training":%s,"trainingQuietest":%s}}\n' \
  "$release" "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)" "$calls" "$(kind idle)" "$(kind features)" "$(kind training)" \
  "$(ratio features 0.5)" "$(ratio training 0.5)" "$(ratio training 0)"
