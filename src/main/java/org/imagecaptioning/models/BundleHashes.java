package org.imagecaptioning.models;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.imagecaptioning.hashes.Sha256;

/** SHA-256 of whole bundles, each read once: a bundle of one manifest and size does not change. */
final class BundleHashes {

  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Manifest manifest, long size, String sha256) {}

  /** In hexadecimal. */
  String of(StoredModel model) throws IOException {
    String selector = model.description().selector();
    long size = model.description().sizeBytes();
    Known before = known.get(selector);
    if (before != null && before.size() == size && before.manifest().equals(model.manifest())) {
      return before.sha256();
    }
    try (InputStream in = model.open()) {
      String sha256 = Sha256.of(in);
      known.put(selector, new Known(model.manifest(), size, sha256));
      return sha256;
    }
  }
}
