#!/usr/bin/env bash
# The features of a data set, from JPEG files to a training's own file, beside the encoder alone, turn by turn.
# Needs a JDK and the encoder of the bundle named, or of the one that is shipped.
#
#   bench/extraction/run.sh [BUNDLE [FOLDER_OF_JPEGS]]
#
# JAVA_HOME chooses the JDK. Prints a line of JSON for means and one for grids.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

need_classes

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && "${java%java}jar" xf "$OLDPWD/${1:-src/main/resources/bundles/flickr8k-attention.zip}" encoder.onnx)
"$java" -Xmx1g "${flags[@]}" -cp "$classes" \
  org.imagecaptioning.training.ExtractionBenchmark "$work/encoder.onnx" "${@:2}"
