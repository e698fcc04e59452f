package org.imagecaptioning.datasets.store;

import org.imagecaptioning.names.Names;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;

/** What datasets may be called: the same as models. */
final class DatasetNames {

  private DatasetNames() {}

  /**
   * @throws ProblemException if it is none
   */
  static void check(String name) {
    if (!Names.isOne(name)) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "A dataset's name is a lower-case letter or digit, then at most 62 of these, '.', '_' and '-'; this is '%s'."
              .formatted(name));
    }
  }
}
