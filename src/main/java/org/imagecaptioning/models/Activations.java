package org.imagecaptioning.models;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.imagecaptioning.errors.DiskFullException;
import org.imagecaptioning.models.Registry.Candidate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one model of a registry take another's place, and remembers it for all processes of the home.
 * One at a time; {@link #still} holds what is active as it is.
 */
final class Activations {

  private static final Logger log = LoggerFactory.getLogger(Activations.class);

  /** A model that could not be loaded may be there by now, or the memory for it. */
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

  private final Catalog catalog;
  private final Registry registry;
  private final ActiveModelsFile file;
  private final String setting;
  private final InstantSource clock;
  private final Consumer<ModelDescription> told;

  /** As the file had it when it was last read or written. */
  private ActiveModels kept;

  /** The same, but for the last: that is what answers here. */
  private ActiveModels models;

  private volatile @Nullable String fallback;
  private Instant tryAgain = Instant.MAX;
  private boolean unreadable;

  /**
   * @param setting {@code captioning.models.active}
   * @param told of each model that becomes active, on the thread that activates it
   */
  Activations(
      Catalog catalog,
      StartedModels started,
      ActiveModelsFile file,
      String setting,
      InstantSource clock,
      Consumer<ModelDescription> told) {
    this.catalog = catalog;
    this.registry = started.registry();
    this.file = file;
    this.setting = setting;
    this.clock = clock;
    this.told = told;
    this.kept = started.kept();
    this.models = started.models();
    this.fallback = started.fallback();
    if (fallback != null) {
      tryAgain = clock.instant().plus(BETWEEN_TRIES);
    }
  }

  /** The key of the active model. */
  ModelKey active() {
    return registry.active();
  }

  /** Whether a model is active here, or in processes that could load it. */
  synchronized boolean needs(ModelKey key) {
    return key.equals(registry.active()) || key.equals(kept.active());
  }

  /** Does something while neither this process nor another one has another model become active. */
  <T> T still(Supplier<T> work) {
    return file.lock()
        .holding(
            () -> {
              synchronized (this) {
                follow();
                return work.get();
              }
            });
  }

  /** As {@link ModelStore#activate}. */
  ModelDescription activate(String selector) {
    return still(
        () -> {
          CatalogEntry entry = catalog.find(selector);
          return activate(entry, models.then(entry.key(), setting));
        });
  }

  /** As {@link ModelStore#rollback}. */
  ModelStore.Rollback rollback() {
    return still(this::rollBack);
  }

  private ModelStore.Rollback rollBack() {
    ModelKey now = registry.active();
    List<ModelKey> earlier = models.earlier();
    List<String> skipped = new ArrayList<>();
    for (int i = earlier.size() - 1; i >= 0; i--) {
      ModelKey key = earlier.get(i);
      if (key.equals(now)) {
        continue;
      }
      try {
        CatalogEntry entry = catalog.find(key.toString());
        return new ModelStore.Rollback(activate(entry, models.back(i + 1, setting)), skipped);
      } catch (UnknownModelException e) {
        skipped.add(key + " was deleted");
      } catch (BundleException e) {
        skipped.add(key + " is broken: " + e.getMessage());
      }
    }
    throw new NoEarlierModelException(now, skipped);
  }

  /** Why another model answers than the one that was made active; null if that one does. */
  @Nullable String fallback() {
    return fallback;
  }

  /** Has the model answer that another process made active. If it cannot, the one before does. */
  synchronized void follow() {
    Optional<ActiveModels> now = read();
    boolean due = !clock.instant().isBefore(tryAgain);
    if (now.isEmpty() || now.get().equals(kept) && !due) {
      return;
    }
    kept = now.get();
    ModelKey wanted = kept.active();
    try {
      ModelDescription changed =
          wanted.equals(registry.active())
              ? null
              : replace(catalog.find(wanted.toString()), () -> {});
      settle(kept);
      if (changed != null) {
        tell(changed);
      }
    } catch (IOException | RuntimeException e) {
      models = kept.then(registry.active(), kept.setting());
      tryAgain = clock.instant().plus(BETWEEN_TRIES);
      String reason = String.valueOf(e.getMessage());
      fallback = StartedModels.fallback(wanted, registry.active(), reason);
      log.error(fallback);
    }
  }

  private Optional<ActiveModels> read() {
    try {
      Optional<ActiveModels> read = file.read();
      unreadable = false;
      return read;
    } catch (IOException e) {
      if (!unreadable) {
        log.warn("{} cannot be read: what was active stays so", file.path(), e);
      }
      unreadable = true;
      return Optional.empty();
    }
  }

  private ModelDescription activate(CatalogEntry entry, ActiveModels then) {
    ModelDescription changed;
    try {
      // First on disk: what cannot be remembered does not become active.
      changed = replace(entry, () -> file.write(then));
    } catch (IOException e) {
      throw DiskFullException.of(e, file.path());
    }
    kept = then;
    settle(then);
    tell(changed);
    return changed;
  }

  /** What is done when a model has proved that it works, and is not active yet. */
  private interface Remembering {
    void remember() throws IOException;
  }

  private ModelDescription replace(CatalogEntry entry, Remembering before) throws IOException {
    try (Candidate candidate = registry.prepare(entry)) {
      ModelWarmUp.run(candidate.model());
      before.remember();
      candidate.activate();
    }
    log.info("The model {} is active", entry.key());
    return entry.describe(true);
  }

  private void settle(ActiveModels now) {
    models = now;
    fallback = null;
    tryAgain = Instant.MAX;
  }

  private void tell(ModelDescription description) {
    try {
      told.accept(description);
    } catch (RuntimeException e) {
      // It is active all the same.
      log.warn("Not everybody was told that the active model is another one", e);
    }
  }
}
