# shellcheck shell=bash
# Sourced by the benchmarks, from the root of the checkout.

# The JDK that JAVA_HOME chooses, its release, and the flags that it needs.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
release=$("$java" -version 2>&1 | sed -n 's/^[^"]*version "\([0-9]*\).*/\1/p' | head -n 1)
flags=()
[ "$release" -lt 24 ] || flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

jar=target/captioning.jar
need_jar() {
  [ -f "$jar" ] || { echo "There is no $jar: ./mvnw package -DskipTests makes it" >&2; exit 1; }
}

# need_classes: of the project, its tests and its benchmarks, as they are now, and where they are, in $classes. Any other
# build drops those of the benchmarks.
need_classes() {
  ./mvnw -q -B -Pbench test-compile >&2
  classes=target/test-classes:target/classes:$(cat target/bench-classpath.txt)
}

# need_python FOLDER: a Python with what that benchmark requires, in $PYTHON unless it names one already.
need_python() {
  [ -z "${PYTHON:-}" ] || return 0
  PYTHON=$1/.venv/bin/python
  [ -x "$PYTHON" ] || python3 -m venv "$1/.venv"
  "$PYTHON" -m pip install -q -r "$1/requirements.txt"
}
