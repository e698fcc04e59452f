package org.imagecaptioning.models;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry at start-up, with the model that was active before, or the one of the setting.
 *
 * @param kept which models were active, as the file has it
 * @param models the same, with the one that answers here as the last
 * @param fallback why another model answers than the one that was active; null if that one does
 */
record StartedModels(
    Registry registry, ActiveModels kept, ActiveModels models, @Nullable String fallback) {

  private static final Logger log = LoggerFactory.getLogger(StartedModels.class);

  /**
   * @param open loads a model by its selector
   * @throws ActiveModelException if the setting's model is needed and missing or broken
   */
  static StartedModels start(
      ActiveModelsFile file, ModelSettings settings, Function<String, Registry> open)
      throws IOException {
    return file.lock().holdingWhile(() -> locked(file, settings, open));
  }

  private static StartedModels locked(
      ActiveModelsFile file, ModelSettings settings, Function<String, Registry> open)
      throws IOException {
    file.tidy();
    Optional<ActiveModels> before = file.read();
    if (before.isEmpty() || before.get().isOverruled(settings.active())) {
      return bySetting(file, before, settings, open);
    }
    ModelKey wanted = before.get().active();
    try {
      return new StartedModels(open.apply(wanted.toString()), before.get(), before.get(), null);
    } catch (ActiveModelException e) {
      Registry registry = open.apply(settings.activeOrDefault());
      String fallback = fallback(wanted, registry.active(), e.reason());
      log.error(fallback);
      // Not written: once that model is back, the next start has it again.
      ActiveModels now = before.get().then(registry.active(), before.get().setting());
      return new StartedModels(registry, before.get(), now, fallback);
    }
  }

  /** Why another model answers than the one that was made active. */
  static String fallback(ModelKey wanted, ModelKey answers, String reason) {
    return "%s was active and cannot be loaded, so %s answers. %s"
        .formatted(wanted, answers, reason);
  }

  private static StartedModels bySetting(
      ActiveModelsFile file,
      Optional<ActiveModels> before,
      ModelSettings settings,
      Function<String, Registry> open)
      throws IOException {
    String setting = settings.activeOrDefault();
    Registry registry = open.apply(setting);
    ModelKey active = registry.active();
    // Where only the default of another release was active, nobody would go back to it.
    ActiveModels now =
        before
            .filter(models -> settings.active() != null)
            .map(models -> models.then(active, setting))
            .orElseGet(() -> new ActiveModels(setting, List.of(active)));
    try {
      file.write(now);
    } catch (IOException e) {
      registry.close();
      throw e;
    }
    return new StartedModels(registry, now, now, null);
  }
}
