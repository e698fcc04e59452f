#!/usr/bin/env bash
# What an epoch costs with 1,000 to 30,000 captions. Needs a JDK.
#
#   bench/growth/run.sh
#
# JAVA_HOME chooses the JDK. Prints one line of JSON a size.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
need_classes

exec "$java" -Xmx1g "${flags[@]}" -cp "$classes" \
  org.imagecaptioning.training.GrowthBenchmark
