#!/usr/bin/env bash
# Captions over HTTP by this service and by a FastAPI + ONNX Runtime peer, turn by turn.
# Needs target/captioning.jar, and Python (PYTHON; else .venv here, made on the first run).
#
#   bench/http/run.sh [--rounds 3] [--seconds 2] [--requests 500] [--clients 1,2,8,32] [--sizes 640x480,4000x3000]
#
# JAVA_HOME chooses the JDK. Prints the machine and the bare encoder, then one line of JSON a case. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

jar=target/captioning.jar
[ -f "$jar" ] || { echo "There is no $jar: ./mvnw package -DskipTests makes it" >&2; exit 1; }

venv=bench/http/.venv
if [ -z "${PYTHON:-}" ]; then
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install -q -r bench/http/requirements.txt
  PYTHON=$venv/bin/python
fi

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
flags=(-Xmx512m)
release=$("$java" -version 2>&1 | sed -n 's/^[^"]*version "\([0-9]*\).*/\1/p' | head -n 1)
[ "$release" -lt 24 ] || flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

exec "$PYTHON" bench/http/bench.py "$@" -- "$java" "${flags[@]}" -jar "$jar"
