package org.imagecaptioning.models;

import java.util.concurrent.CompletableFuture;

/** A model that is loaded, or being loaded. The registry's lock guards what changes. */
final class Slot {

  /** Why a model is in memory. */
  enum Role {
    /** Requests asked for it by name: it stays as long as there is room. */
    ON_DEMAND,
    /** It is active, or about to be. */
    ACTIVE,
    /** It was active, or is deleted: it goes once it was given back. */
    LEAVING
  }

  final CatalogEntry entry;
  final CompletableFuture<LoadedModel> model = new CompletableFuture<>();

  Role role = Role.ON_DEMAND;

  /** How many have it now; whoever loads it, or waits for that, is one of them. */
  int leases;

  /** The registry's count of acquisitions at its last. */
  long lastUsed;

  Slot(CatalogEntry entry) {
    this.entry = entry;
  }

  String name() {
    return ModelKey.of(entry.manifest()).toString();
  }
}
