# The service in an image: built with the JDK, run on the JRE, as a user that owns nothing but its volume.
# docs/decisions/0011-container.md says why it is as it is.
#
# For linux/amd64 and linux/arm64: the natives in the jar are those of the platform that it is built on, and of no other.
#   docker buildx build --platform linux/amd64,linux/arm64 .

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
# What the build needs from elsewhere stays in a layer of its own, for as long as these files stay as they are.
COPY mvnw pom.xml ./
COPY .mvn .mvn
RUN ./mvnw --batch-mode --quiet dependency:resolve dependency:resolve-plugins
COPY src src
RUN ./mvnw --batch-mode --quiet package -Dmaven.test.skip=true -Dspotless.check.skip=true \
    && java -Djarmode=tools -jar target/captioning.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/captioning --shell /usr/sbin/nologin captioning \
    && install --directory --owner captioning --group captioning --mode 0750 /var/lib/captioning
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY LICENSE NOTICE ./
# A start that ends where requests would come in, from which the JVM keeps classes loaded, linked and profiled.
RUN java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:AOTCacheOutput=/app/captioning.aot \
        -Dspring.context.exit=onRefresh -jar /app/captioning.jar --captioning.home=/tmp/captioning \
    && rm -r /tmp/captioning && test -s /app/captioning.aot

# Everything that the service writes.
ENV CAPTIONING_HOME=/var/lib/captioning
VOLUME /var/lib/captioning
USER captioning
EXPOSE 8080

# Bash speaks HTTP well enough, and no second JVM starts each time.
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 \
    CMD ["bash", "-c", "exec 3<>\"/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}\" && printf 'GET /actuator/health/liveness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="captioning" \
      org.opencontainers.image.description="Says in a sentence what is on a picture, and trains the networks that do" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="eclipse-temurin:25-jre"

# Java is process 1 and gets the signals itself. Options of an operator's own go into JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:AOTCache=/app/captioning.aot", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/captioning.jar"]
