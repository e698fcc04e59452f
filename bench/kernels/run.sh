#!/usr/bin/env bash
# The kernels of training by themselves, under JMH. Needs a JDK.
#
#   bench/kernels/run.sh [JMH OPTIONS]     # such as ProductsBenchmark, -p product='ab 64x512x512', -rf json
#
# JAVA_HOME chooses the JDK. OPENBLAS_CORETYPE is left as it is: what it does to products can be seen.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

need_classes

exec "$java" "${flags[@]}" -cp "$classes" \
  org.openjdk.jmh.Main "$@"
