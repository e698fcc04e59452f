package org.imagecaptioning.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.features.FeatureExtractor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the active model loaded, and others on demand as long as they fit, those that were not used
 * for longest making way.
 */
final class Registry implements ModelRegistry, AutoCloseable {

  private final BundleCatalog catalog;
  private final SharedEncoders encoders;
  private final BundleReader reader = new BundleReader();
  private final long memory;
  private final ModelId activeId;
  private final LoadedModel active;

  /** Least recently used first; guarded by this. */
  private final Map<ModelId, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param memory bytes that models other than the active one may take
   * @throws UnknownModelException if there is no active model
   * @throws BundleException if its bundle is broken
   */
  Registry(BundleCatalog catalog, EncoderLoader loader, String active, long memory) {
    this.catalog = catalog;
    this.encoders = new SharedEncoders(loader);
    this.memory = memory;
    BundleCatalog.Entry entry = resolve(active);
    this.activeId = entry.id();
    this.active = load(entry);
  }

  /** A model that is loaded, or being loaded, beside the active one. */
  private static final class Slot {
    final CompletableFuture<LoadedModel> model = new CompletableFuture<>();
    final long bytes;
    int leases = 1;

    Slot(long bytes) {
      this.bytes = bytes;
    }
  }

  @Override
  public ModelLease acquireActive() {
    return new ModelLease(active, () -> {});
  }

  @Override
  public ModelLease acquire(@Nullable String selector) {
    if (selector == null || selector.isEmpty()) {
      return acquireActive();
    }
    BundleCatalog.Entry entry = resolve(selector);
    if (entry.id().equals(activeId)) {
      return acquireActive();
    }
    Slot slot;
    boolean mine = false;
    synchronized (this) {
      slot = slots.get(entry.id());
      if (slot == null) {
        makeRoom(entry);
        slot = new Slot(entry.memoryBytes());
        slots.put(entry.id(), slot);
        mine = true;
      } else {
        slot.leases++;
      }
    }
    if (mine) {
      fill(slot, entry);
    }
    try {
      LoadedModel model = slot.model.join();
      Slot used = slot;
      return new ModelLease(model, () -> giveBack(used));
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void fill(Slot slot, BundleCatalog.Entry entry) {
    try {
      slot.model.complete(load(entry));
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        slots.remove(entry.id(), slot);
      }
      slot.model.completeExceptionally(e);
    }
  }

  private synchronized void giveBack(Slot slot) {
    slot.leases--;
  }

  private void makeRoom(BundleCatalog.Entry entry) {
    long needed = entry.memoryBytes();
    if (needed > memory) {
      throw new ModelMemoryException(
          "The model %s takes %d MB, and captioning.models.memory allows %d"
              .formatted(entry.id(), needed >> 20, memory >> 20),
          false);
    }
    long used = slots.values().stream().mapToLong(slot -> slot.bytes).sum();
    for (Map.Entry<ModelId, Slot> other : List.copyOf(slots.entrySet())) {
      if (used + needed > memory && other.getValue().leases == 0) {
        slots.remove(other.getKey());
        used -= other.getValue().bytes;
        encoders.release(other.getValue().model.join().encoder());
      }
    }
    if (used + needed > memory) {
      throw new ModelMemoryException(
          "The model %s takes %d MB, and the models in use now leave %d of the %d MB of captioning.models.memory: try again later"
              .formatted(entry.id(), needed >> 20, (memory - used) >> 20, memory >> 20),
          true);
    }
  }

  private BundleCatalog.Entry resolve(String selector) {
    Map<ModelId, BundleCatalog.Entry> entries = catalog.entries();
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().matches(selector))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElseThrow(
            () ->
                new UnknownModelException(
                    "There is no model \"%s\"; there are %s. A model is named as name, for its newest version, or as name:version"
                        .formatted(selector, entries.keySet())));
  }

  private LoadedModel load(BundleCatalog.Entry entry) {
    Bundle bundle = reader.read(entry.source());
    Manifest manifest = bundle.manifest();
    FeatureExtractor encoder = encoders.acquire(bundle);
    try {
      if (encoder.depth() != manifest.encoder().depth()
          || encoder.places() != manifest.encoder().places()) {
        throw new BundleException(
            BundleEntries.ENCODER,
            "it gives %d places of %d channels, not %d of %d as the manifest says"
                .formatted(
                    encoder.places(),
                    encoder.depth(),
                    manifest.encoder().places(),
                    manifest.encoder().depth()));
      }
      return new LoadedModel(
          manifest.name(),
          manifest.version(),
          encoder,
          new Captioner(manifest.captioner(), bundle.parameters()),
          bundle.vocabulary(),
          manifest.decoding().options());
    } catch (RuntimeException e) {
      encoders.release(encoder);
      throw e;
    }
  }

  @Override
  public List<ModelDescription> list() {
    return catalog.entries().values().stream()
        .map(
            entry -> {
              Manifest manifest = entry.summary().manifest();
              return new ModelDescription(
                  manifest.name(),
                  manifest.version(),
                  entry.id().equals(activeId),
                  entry.origin(),
                  manifest.captioner().cell(),
                  entry.sizeBytes(),
                  manifest.created(),
                  manifest.scores());
            })
        .toList();
  }

  /** Frees all models; nothing may use them any more. */
  @Override
  public synchronized void close() {
    slots.values().stream()
        .filter(slot -> slot.model.isDone() && !slot.model.isCompletedExceptionally())
        .forEach(slot -> encoders.release(slot.model.join().encoder()));
    slots.clear();
    encoders.release(active.encoder());
  }
}
