package org.imagecaptioning.training;

import java.math.BigDecimal;

/** Checks of options. */
final class Checks {

  private Checks() {}

  /**
   * @throws TrainingException of the kind OPTIONS, with the name, if a number is out of bounds
   */
  static void between(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "%s is between %s and %s, not %s"
              .formatted(name, plain(least), plain(most), plain(value)));
    }
  }

  private static String plain(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
