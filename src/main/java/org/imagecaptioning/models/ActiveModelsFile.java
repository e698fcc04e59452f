package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagecaptioning.home.ProcessLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Keeps {@link ActiveModels} through restarts and for all processes of a home, as JSON. */
final class ActiveModelsFile {

  private static final Logger log = LoggerFactory.getLogger(ActiveModelsFile.class);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Path file;
  private final ProcessLock lock;

  /** It may be read every second: what is wrong with it is told once. */
  private volatile @Nullable String told;

  ActiveModelsFile(Path file) {
    this.file = file;
    this.lock = new ProcessLock(file.resolveSibling("active-model.lock"));
  }

  /** Held from the reading of what is changed to its writing, among all processes. */
  ProcessLock lock() {
    return lock;
  }

  Path path() {
    return file;
  }

  /** Removes what a process that was killed left; the lock is held. */
  void tidy() throws IOException {
    DurableFile.tidy(file.resolveSibling("").toAbsolutePath());
  }

  /** Empty if nothing was written yet, or somebody damaged it, of which the log tells. */
  Optional<ActiveModels> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), ActiveModels.class));
    } catch (JacksonException e) {
      String damage = e.getOriginalMessage();
      if (!damage.equals(told)) {
        log.warn("{} cannot be read, and is left aside: {}", file, damage);
      }
      told = damage;
      return Optional.empty();
    }
  }

  void write(ActiveModels models) throws IOException {
    byte[] json = MAPPER.writeValueAsBytes(models);
    DurableFile.replace(file, out -> out.write(json));
  }
}
