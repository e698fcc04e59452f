#!/usr/bin/env bash
# A training step of this project, of numpy and of PyTorch, turn by turn, against the limit that products set.
# Needs a JDK, and Python for the peers (PYTHON; else .venv here, made on the first run).
#
#   bench/training/run.sh [--rounds 5] [--seconds 1.5] [--warm-up 4] [--cells rnn,lstm] [--vocabularies 1004,8000]
#
# JAVA_HOME chooses the JDK. Prints the machine, then one line of JSON a case. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

# Every BLAS chooses its own kernels.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE

need_python bench/training

need_classes

exec "$PYTHON" bench/training/bench.py "$@" -- \
  "$java" -Xmx1g "${flags[@]}" -cp "$classes" \
  org.imagecaptioning.training.StepBenchmark
