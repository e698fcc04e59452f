#!/usr/bin/env bash
# What the service makes of faults. Each starts the jar with a home of its own on a free port of this machine, prints lines of
# JSON, and ends with 1 where the service did wrong. Needs Linux, Python 3 and target/captioning.jar.
#
#   bench/faults/run.sh images [--count 10000]     # spoilt pictures of every format
#   bench/faults/run.sh bundles [BUNDLE.zip] [--count 10000]
#   bench/faults/run.sh slow [--connections 600] [--stop]
#   bench/faults/run.sh openapi [--examples 30]    # calls made of the OpenAPI document, right ones and wrong ones
#   bench/faults/run.sh kill [--rounds 50]         # kill -9 under captions, trainings, uploads and activations
#   bench/faults/run.sh disk                       # a disk that is full, and has room again; needs root
#   bench/faults/run.sh clock                      # the clock jumps by a day; needs a C compiler
#   bench/faults/run.sh postgres [--cycles 4]      # stopped and started under load; needs Debian's PostgreSQL
#   bench/faults/run.sh soak [--minutes 10]        # at four fifths of what it can do
#
# JAVA_HOME chooses the JDK; PYTHON, where given, has what requirements.txt names.
set -euo pipefail
cd "$(dirname "$0")/../.."
. bench/common.sh
need_jar
case "${1:-}" in
  images | bundles | slow | kill | disk | clock | postgres | soak | openapi) ;;
  *) sed -n '2,16p' "$0" >&2; exit 2 ;;
esac
need_python bench/faults
exec "$PYTHON" -B "bench/faults/$1.py" "${@:2}"
