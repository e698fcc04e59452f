package org.imagecaptioning.models;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a trial found, as the process that was tried writes it down: the entry at fault in the first
 * line, the fault in the rest.
 *
 * @param entry empty if nothing is wrong
 * @param fault empty if nothing is wrong
 */
record Verdict(String entry, String fault) {

  static final Verdict SOUND = new Verdict("", "");

  byte[] toBytes() {
    return (entry.replace('\n', ' ') + "\n" + fault).getBytes(StandardCharsets.UTF_8);
  }

  /** Empty if this is no verdict: whoever wrote it did not come to the end. */
  static Optional<Verdict> of(byte[] bytes) {
    List<String> parts = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", 2));
    return parts.size() < 2
        ? Optional.empty()
        : Optional.of(new Verdict(parts.get(0), parts.get(1)));
  }

  /**
   * @throws BundleException unless the bundle is sound
   */
  void throwIfBroken() {
    if (!equals(SOUND)) {
      throw new BundleException(entry, fault);
    }
  }
}
