#!/usr/bin/env bash
# What the service keeps in memory: at rest, in the course of many captions, and of many models that take each other's
# place, with what of it lies outside the heap.
# Needs Linux, Python 3 and target/captioning.jar.
#
#   bench/memory/run.sh [REQUESTS [ACTIVATIONS]]     # 10,000 by default, from 8 clients, and 80; a line of JSON at rest and
#                                                    # after each tenth of either
#
# JAVA_HOME chooses the JDK, JAVA_OPTS gives further flags; -Xmx512m unless they say otherwise.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec python3 bench/memory/memory.py --requests "${1:-10000}" --activations "${2:-80}" --jar target/captioning.jar --pictures docs/samples
