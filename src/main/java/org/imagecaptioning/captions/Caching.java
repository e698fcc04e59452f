package org.imagecaptioning.captions;

/**
 * What of a call may come from the caches, and go into them; each has all that those before it
 * have.
 */
enum Caching {
  NONE,
  /** Words are drawn anew each time; what the encoder sees stays the same. */
  FEATURES,
  ALL;

  Caching atMost(Caching other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
