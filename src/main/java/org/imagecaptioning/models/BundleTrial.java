package org.imagecaptioning.models;

import java.nio.file.Path;

/** Puts a bundle that nobody vouches for to the test, before the service opens it. */
@FunctionalInterface
interface BundleTrial {

  /**
   * @throws BundleException if it is broken; it names the entry at fault
   */
  void check(Path bundle);
}
