#!/usr/bin/env bash
# The kernels of training by themselves, under JMH. Needs a JDK.
#
#   bench/kernels/run.sh [JMH OPTIONS]     # such as ProductsBenchmark, -p product='ab 64x512x512', -rf json
#
# JAVA_HOME chooses the JDK. OPENBLAS_CORETYPE is left as it is: what it does to products can be seen.
set -euo pipefail
cd "$(dirname "$0")/../.."

classes=target/bench-classpath.txt
[ -f "$classes" ] || ./mvnw -q -B -Pbench test-compile >&2

exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/test-classes:target/classes:$(cat "$classes")" \
  org.openjdk.jmh.Main "$@"
