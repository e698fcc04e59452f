#!/usr/bin/env bash
# One caption from features, greedy and by beams of 3 and 5, on one thread: of the shipped bundles, or of those named.
# Needs a JDK; JAVA_HOME chooses it. Prints a line of JSON a case.
#
#   bench/decoder/run.sh [BUNDLE...]
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

need_classes

[ $# -gt 0 ] || set -- src/main/resources/bundles/*.zip
exec "$java" -Xmx512m "${flags[@]}" -cp "$classes" \
  org.imagecaptioning.models.DecoderBenchmark "$@"
