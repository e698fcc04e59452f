package org.imagecaptioning.models;

import java.util.concurrent.CompletableFuture;

/** A model that is loaded, or being loaded. The registry's lock guards what changes. */
final class Slot {

  final CatalogEntry entry;
  final CompletableFuture<LoadedModel> model = new CompletableFuture<>();

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
