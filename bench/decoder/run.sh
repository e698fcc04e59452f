#!/usr/bin/env bash
# One caption from features, greedy and by beams of 3 and 5, on one thread: of the shipped bundles, or of those named.
# Needs a JDK; JAVA_HOME chooses it. Prints a line of JSON a case.
#
#   bench/decoder/run.sh [BUNDLE...]
set -euo pipefail
cd "$(dirname "$0")/../.."

classes=target/bench-classpath.txt
[ -f "$classes" ] || ./mvnw -q -B -Pbench test-compile >&2

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
flags=()
release=$("$java" -version 2>&1 | sed -n 's/^[^"]*version "\([0-9]*\).*/\1/p' | head -n 1)
[ "$release" -lt 24 ] || flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

[ $# -gt 0 ] || set -- src/main/resources/bundles/*.zip
exec "$java" -Xmx512m "${flags[@]}" -cp "target/test-classes:target/classes:$(cat "$classes")" \
  org.imagecaptioning.models.DecoderBenchmark "$@"
