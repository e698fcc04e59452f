#!/usr/bin/env bash
# Pixels to features: this project's encoder against bare ONNX Runtime in Python, turn by turn.
# Needs a JDK, and Python (PYTHON; else .venv here, made on the first run).
#
#   bench/encoder/run.sh [--rounds 5] [--seconds 1] [--warm-up 3] [--bundle BUNDLE]
#
# JAVA_HOME chooses the JDK. Prints the machine, then one line of JSON a case. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

need_python bench/encoder

need_classes

exec "$PYTHON" bench/encoder/bench.py "$@" -- \
  "$java" -Xmx512m "${flags[@]}" -cp "$classes" \
  org.imagecaptioning.models.EncoderBenchmark
