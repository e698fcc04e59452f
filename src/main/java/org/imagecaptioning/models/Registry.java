package org.imagecaptioning.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.errors.CaptioningException;
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

  private final Slot active;
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
    // The registry's own lease, until it is closed.
    active.leases = 1;
    slots.put(active.entry.manifest(), active);
  }

  @Override
  public ModelLease acquireActive() {
    synchronized (lock) {
      lease(active);
    }
    return lend(active);
  }

  @Override
  public ModelLease acquire(@Nullable String selector) {
    if (selector == null || selector.isEmpty()) {
      return acquireActive();
    }
    CatalogEntry entry = catalog.find(selector);
    List<Slot> evicted = List.of();
    Slot slot;
    boolean first = false;
    synchronized (lock) {
      slot = slots.get(entry.manifest());
      if (slot == null) {
        slot = new Slot(entry);
        first = true;
        evicted = memory.evictions(slot, active, slots.values());
        lease(slot);
        evicted.forEach(idle -> slots.remove(idle.entry.manifest()));
        slots.put(entry.manifest(), slot);
      } else {
        lease(slot);
      }
    }
    if (first) {
      load(slot, evicted);
    }
    return lend(slot);
  }

  @Override
  public List<ModelDescription> list() {
    return catalog.entries().stream()
        .map(entry -> entry.describe(entry.manifest().equals(active.entry.manifest())))
        .toList();
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

  private void lease(Slot slot) {
    if (closed) {
      throw new IllegalStateException("The service stops: no more models are lent");
    }
    slot.leases++;
    slot.lastUsed = ++acquisitions;
  }

  private void load(Slot slot, List<Slot> evicted) {
    try {
      // First, so that the memory there is for both is there.
      evicted.forEach(this::free);
      slot.model.complete(loader.load(slot.entry));
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        slots.remove(slot.entry.manifest());
      }
      slot.model.completeExceptionally(e);
      throw e;
    }
  }

  private ModelLease lend(Slot slot) {
    return new ModelLease(Waiting.on(slot.model), () -> giveBack(slot));
  }

  private void giveBack(Slot slot) {
    boolean last;
    synchronized (lock) {
      slot.leases--;
      last = closed && slot.leases == 0;
      if (last) {
        slots.remove(slot.entry.manifest());
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
