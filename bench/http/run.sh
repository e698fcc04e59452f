#!/usr/bin/env bash
# Captions over HTTP by this service and by a FastAPI + ONNX Runtime peer, turn by turn.
# Needs target/captioning.jar, and Python (PYTHON; else .venv here, made on the first run).
#
#   bench/http/run.sh [--rounds 3] [--seconds 2] [--requests 500] [--clients 1,2,8,32] [--sizes 640x480,4000x3000]
#
# JAVA_HOME chooses the JDK. Prints the machine and the bare encoder, then one line of JSON a case. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

need_jar

need_python bench/http

exec "$PYTHON" bench/http/bench.py "$@" -- "$java" -Xmx512m "${flags[@]}" -jar "$jar"
