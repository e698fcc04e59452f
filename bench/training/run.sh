#!/usr/bin/env bash
# A training step of this project, of numpy and of PyTorch, turn by turn, against the limit that products set.
# Needs a JDK, and Python for the peers (PYTHON; else .venv here, made on the first run).
#
#   bench/training/run.sh [--rounds 5] [--seconds 1.5] [--warm-up 4] [--cells rnn,lstm] [--vocabularies 1004,8000]
#
# JAVA_HOME chooses the JDK. Prints the machine, then one line of JSON a case. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Every BLAS chooses its own kernels.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE

venv=bench/training/.venv
if [ -z "${PYTHON:-}" ]; then
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install -q -r bench/training/requirements.txt
  PYTHON=$venv/bin/python
fi

classes=target/bench-classpath.txt
[ -f "$classes" ] || ./mvnw -q -B -Pbench test-compile >&2

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
flags=()
release=$("$java" -version 2>&1 | sed -n 's/^[^"]*version "\([0-9]*\).*/\1/p' | head -n 1)
[ "$release" -lt 24 ] || flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

exec "$PYTHON" bench/training/bench.py "$@" -- \
  "$java" -Xmx1g "${flags[@]}" -cp "target/test-classes:target/classes:$(cat "$classes")" \
  org.imagecaptioning.training.StepBenchmark
