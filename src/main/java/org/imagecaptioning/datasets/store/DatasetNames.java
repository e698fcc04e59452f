package org.imagecaptioning.datasets.store;

import java.util.regex.Pattern;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;

/** What datasets may be called: the same as models. */
final class DatasetNames {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private DatasetNames() {}

  static boolean isOne(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * @throws ProblemException if it is none
   */
  static void check(String name) {
    if (!isOne(name)) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "A dataset's name is a lower-case letter or digit, then at most 62 of these, '.', '_' and '-'; this is '%s'."
              .formatted(name));
    }
  }
}
