package org.imagecaptioning.captions;

import java.math.BigDecimal;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/** Reads parameters as numbers of a range. */
record Numbers(QueryParameters parameters) {

  @Nullable String text(String name) {
    return parameters.get(name);
  }

  @Nullable Integer whole(String name, int least, int most) {
    Long value = wholeLong(name, least, most);
    return value == null ? null : value.intValue();
  }

  @Nullable Long wholeLong(String name, long least, long most) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    // No signs, no other scripts' digits, no more digits than a long has.
    if (text.matches("[0-9]{1,18}")) {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw invalid(name, "a whole number from %d to %d".formatted(least, most), text);
  }

  @Nullable Double real(String name, double least, double most) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (text.matches("[0-9]{1,9}(\\.[0-9]{1,18})?([eE][-+]?[0-9]{1,3})?")) {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    String range =
        least == Double.MIN_VALUE ? "above 0 and at most " : "from " + plain(least) + " to ";
    throw invalid(name, "a number " + range + plain(most), text);
  }

  /**
   * @param expected what the parameter may be
   */
  static ProblemException invalid(String name, String expected, String value) {
    return new ProblemException(
        ProblemType.INVALID_PARAMETER, "%s must be %s, not '%s'.".formatted(name, expected, value));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
