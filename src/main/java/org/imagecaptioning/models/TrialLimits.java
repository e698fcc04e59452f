package org.imagecaptioning.models;

import java.time.Duration;

/**
 * What the trial of a bundle may take.
 *
 * @param time until it is killed
 * @param bundles how many times the bundle's size the process may take on top of {@link #ALONE}
 */
record TrialLimits(Duration time, int bundles) {

  static final TrialLimits DEFAULT = new TrialLimits(Duration.ofSeconds(60), 10);

  /** Address space of a Java that does nothing, most of which is only reserved. */
  private static final long ALONE = 3L << 30;

  private static final long LEAST_HEAP = 128L << 20;

  /** A bundle is in memory as read, as arrays, and as the runtime's copy of them. */
  private static final int HEAP_BUNDLES = 4;

  long heapBytes(long bundleBytes) {
    return LEAST_HEAP + HEAP_BUNDLES * bundleBytes;
  }

  long addressBytes(long bundleBytes) {
    return ALONE + heapBytes(bundleBytes) + bundles * bundleBytes;
  }
}
