package org.imagecaptioning.models;

/**
 * What a bundle may unpack to.
 *
 * @param entryBytes of one entry
 * @param totalBytes of all entries
 * @param ratio of an entry's bytes to its compressed ones
 */
record BundleLimits(long entryBytes, long totalBytes, int ratio) {

  static final BundleLimits DEFAULT = new BundleLimits(1L << 30, 1L << 30, 200);
}
