package org.imagecaptioning.captioner;

import org.imagecaptioning.errors.CaptioningException;

/** A network whose log-probabilities no caption can be made of: its weights are broken. */
public final class DecodingException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  /** More than rounding can lift a logarithm of a probability above 0. */
  private static final float ROUNDING = 1e-3f;

  DecodingException(String message) {
    super(message);
  }

  /**
   * Refuses NaN, which no comparison would ever notice, and what is no log-probability at all.
   *
   * @param row log-probabilities of the next word, shape (V)
   */
  static void check(float[] row, int word) {
    if (!(row[word] <= ROUNDING)) {
      throw new DecodingException(
          "A log-probability is at most 0, but the network gives %s for word %d: its weights are broken"
              .formatted(row[word], word));
    }
  }
}
