#!/usr/bin/env bash
# What an epoch costs with 1,000 to 30,000 captions. Needs a JDK.
#
#   bench/growth/run.sh
#
# JAVA_HOME chooses the JDK. Prints one line of JSON a size.
set -euo pipefail
cd "$(dirname "$0")/../.."

unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
classes=target/bench-classpath.txt
[ -f "$classes" ] || ./mvnw -q -B -Pbench test-compile >&2

exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -cp "target/test-classes:target/classes:$(cat "$classes")" \
  org.imagecaptioning.training.GrowthBenchmark
