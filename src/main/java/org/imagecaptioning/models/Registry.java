package org.imagecaptioning.models;

import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.models.Slot.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of a catalog, lent to requests and loaded once. The lock is held only to count: loading
 * and freeing go on beside it.
 */
final class Registry implements ModelRegistry, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Registry.class);

  private final Catalog catalog;
  private final ModelLoader loader;
  private final ModelMemory memory;
  private final Object lock = new Object();

  /** Equal manifests are equal models, by their hashes. A model that failed to load is not here. */
  private final Map<Manifest, Slot> slots = new HashMap<>();

  private Slot active;
  private long acquisitions;
  private boolean closed;

  /**
   * Loads the active model.
   *
   * @param selector of the active model
   * @throws ActiveModelException if it is missing or broken
   */
  Registry(Catalog catalog, ModelLoader loader, ModelMemory memory, String selector) {
    this.catalog = catalog;
    this.loader = loader;
    this.memory = memory;
    try {
      active = new Slot(catalog.find(selector));
      active.model.complete(loader.load(active.entry));
    } catch (CaptioningException e) {
      throw new ActiveModelException(selector, e);
    }
    active.role = Role.ACTIVE;
    // The registry's own lease, until it is closed or another model is active.
    active.leases = 1;
    slots.put(active.entry.manifest(), active);
  }

  @Override
  public ModelLease acquireActive() {
    Slot slot;
    synchronized (lock) {
      slot = active;
      lease(slot);
    }
    return lend(slot);
  }

  @Override
  public ModelLease acquire(@Nullable String selector) {
    if (selector == null || selector.isEmpty()) {
      return acquireActive();
    }
    CatalogEntry entry = catalog.find(selector);
    List<Slot> evicted = List.of();
    Slot slot;
    boolean first;
    synchronized (lock) {
      Slot known = slots.get(entry.manifest());
      first = known == null;
      slot = known == null ? new Slot(entry) : known;
      if (first || slot.role == Role.LEAVING) {
        // One that is leaving takes room again, as any other.
        evicted = memory.evictions(slot, active, onDemand());
        slot.role = Role.ON_DEMAND;
      }
      lease(slot);
      evicted.forEach(idle -> slots.remove(idle.entry.manifest()));
      slots.put(entry.manifest(), slot);
    }
    // Before anything is loaded, so that the memory there is for both is there.
    evicted.forEach(this::free);
    if (first) {
      load(slot);
    }
    return lend(slot);
  }

  @Override
  public List<ModelDescription> list() {
    ModelKey now = active();
    return catalog.entries().stream()
        .map(entry -> entry.describe(entry.key().equals(now)))
        .toList();
  }

  /** What the weights of all models that are loaded take. */
  long bytes() {
    synchronized (lock) {
      return ModelMemory.bytes(slots.values());
    }
  }

  /** The key of the active model. */
  ModelKey active() {
    synchronized (lock) {
      return active.entry.key();
    }
  }

  /**
   * Loads a model beside the active one, outside of what models on demand may take.
   *
   * @throws BundleException if it is broken
   */
  Candidate prepare(CatalogEntry entry) {
    Slot slot;
    boolean first;
    synchronized (lock) {
      Slot known = slots.get(entry.manifest());
      first = known == null;
      slot = known == null ? new Slot(entry) : known;
      slot.role = Role.ACTIVE;
      lease(slot);
      slots.put(entry.manifest(), slot);
    }
    if (first) {
      load(slot);
    }
    return new Candidate(slot, Waiting.on(slot.model));
  }

  /** A model that may become the active one; if it did not until it is closed, it goes. */
  final class Candidate implements AutoCloseable {

    private final Slot slot;
    private final LoadedModel model;
    private boolean open = true;

    private Candidate(Slot slot, LoadedModel model) {
      this.slot = slot;
      this.model = model;
    }

    LoadedModel model() {
      return model;
    }

    /** Makes it the active one for whoever asks from now on. */
    void activate() {
      Slot before;
      synchronized (lock) {
        if (closed) {
          throw new IllegalStateException("The service stops: no other model is activated");
        }
        before = active;
        active = slot;
        open = false;
        if (before != slot) {
          before.role = Role.LEAVING;
        }
      }
      // What was the candidate's lease is the registry's own now.
      giveBack(before);
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        synchronized (lock) {
          slot.role = slot == active ? Role.ACTIVE : Role.LEAVING;
        }
        giveBack(slot);
      }
    }
  }

  /** Has a model that was deleted go: at once, or when it was given back. */
  void retire(CatalogEntry entry) {
    boolean idle;
    Slot slot;
    synchronized (lock) {
      slot = slots.remove(entry.manifest());
      if (slot == null) {
        return;
      }
      slot.role = Role.LEAVING;
      idle = slot.leases == 0;
    }
    if (idle) {
      free(slot);
    }
  }

  /** Frees the models, those in use once they are given back; no more are lent. */
  @Override
  public void close() {
    List<Slot> idle = new ArrayList<>();
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      active.leases--;
      slots.values().stream().filter(slot -> slot.leases == 0).forEach(idle::add);
      idle.forEach(slot -> slots.remove(slot.entry.manifest()));
    }
    idle.forEach(this::free);
  }

  private List<Slot> onDemand() {
    return slots.values().stream().filter(slot -> slot.role == Role.ON_DEMAND).toList();
  }

  private void lease(Slot slot) {
    if (closed) {
      throw new IllegalStateException("The service stops: no more models are lent");
    }
    slot.leases++;
    slot.lastUsed = ++acquisitions;
  }

  private void load(Slot slot) {
    try {
      slot.model.complete(loader.load(slot.entry));
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        slots.remove(slot.entry.manifest(), slot);
      }
      RuntimeException gone = gone(slot, e);
      slot.model.completeExceptionally(gone == null ? e : gone);
      if (gone != null) {
        throw gone;
      }
      throw e;
    }
  }

  /** A file that was deleted after it was looked up. */
  private static @Nullable RuntimeException gone(Slot slot, Throwable e) {
    return e.getCause() instanceof NoSuchFileException
        ? new UnknownModelException("The model %s was removed".formatted(slot.name()))
        : null;
  }

  private ModelLease lend(Slot slot) {
    return new ModelLease(Waiting.on(slot.model), () -> giveBack(slot));
  }

  private void giveBack(Slot slot) {
    boolean last;
    synchronized (lock) {
      slot.leases--;
      last = slot.leases == 0 && (closed || slot.role == Role.LEAVING);
      if (last) {
        slots.remove(slot.entry.manifest(), slot);
      }
    }
    if (last) {
      free(slot);
    }
  }

  private void free(Slot slot) {
    try {
      loader.free(slot.entry);
    } catch (RuntimeException e) {
      // Whoever is here asked for another model, or gave this one back: not their fault.
      log.warn("The model {} was not freed", slot.name(), e);
    }
  }
}
