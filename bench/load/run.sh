#!/usr/bin/env bash
# More captions asked for than can be made: what becomes of those that are taken on, and of the others. See README.md.
# Needs target/captioning.jar and Python 3, nothing besides.
#
#   bench/load/run.sh [--seconds 8] [--rounds 2] [--times 4] [--picture docs/samples/rocket.jpg]
#
# JAVA_HOME chooses the JDK. Prints the machine, then a line of JSON for the idle service, for its capacity, and for the load.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh

need_jar

exec python3 bench/load/load.py "$@" -- "$java" -Xmx512m "${flags[@]}" -jar "$jar"
