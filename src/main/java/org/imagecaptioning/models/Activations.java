package org.imagecaptioning.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.imagecaptioning.errors.DiskFullException;
import org.imagecaptioning.models.Registry.Candidate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one model of a registry take another's place, and remembers it. One at a time; whoever holds
 * this object's monitor holds what is active still.
 */
final class Activations {

  private static final Logger log = LoggerFactory.getLogger(Activations.class);

  private final Catalog catalog;
  private final Registry registry;
  private final ActiveModelsFile file;
  private final String setting;
  private final Consumer<ModelDescription> told;

  private ActiveModels models;
  private volatile @Nullable String fallback;

  /**
   * @param setting {@code captioning.models.active}
   * @param told of each model that becomes active, on the thread that activates it
   */
  Activations(
      Catalog catalog,
      StartedModels started,
      ActiveModelsFile file,
      String setting,
      Consumer<ModelDescription> told) {
    this.catalog = catalog;
    this.registry = started.registry();
    this.file = file;
    this.setting = setting;
    this.told = told;
    this.models = started.models();
    this.fallback = started.fallback();
  }

  /** The key of the active model. */
  ModelKey active() {
    return registry.active();
  }

  /** As {@link ModelStore#activate}. */
  synchronized ModelDescription activate(String selector) {
    CatalogEntry entry = catalog.find(selector);
    return activate(entry, models.then(entry.key(), setting));
  }

  /** As {@link ModelStore#rollback}. */
  synchronized ModelStore.Rollback rollback() {
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

  /** Why another model answers than the one that was active before the start; null if it does. */
  @Nullable String fallback() {
    return fallback;
  }

  private ModelDescription activate(CatalogEntry entry, ActiveModels then) {
    try (Candidate candidate = registry.prepare(entry)) {
      ModelWarmUp.run(candidate.model());
      // First on disk: what cannot be remembered does not become active.
      file.write(then);
      candidate.activate();
    } catch (IOException e) {
      throw DiskFullException.of(e, file.path());
    }
    models = then;
    fallback = null;
    log.info("The model {} is active", entry.key());
    ModelDescription description = entry.describe(true);
    tell(description);
    return description;
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
