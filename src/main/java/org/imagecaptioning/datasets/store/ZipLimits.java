package org.imagecaptioning.datasets.store;

/**
 * What a zip may unpack to.
 *
 * @param entries files and folders
 * @param bytes of all files
 * @param ratio of all files' bytes to the zip's own
 * @param directoryBytes of its central directory, which is held in memory
 */
record ZipLimits(int entries, long bytes, int ratio, long directoryBytes) {

  static final ZipLimits DEFAULT = new ZipLimits(500_000, 20_000_000_000L, 200, 150_000_000);

  /** What a zip may unpack to whatever its ratio: a few lines of text shrink very well. */
  private static final long ALWAYS = 1_000_000; // bytes

  /** The bytes that a zip of this size may unpack to. */
  long bytesOf(long zipBytes) {
    return Math.min(bytes, Math.max(ALWAYS, Math.multiplyExact(zipBytes, ratio)));
  }
}
