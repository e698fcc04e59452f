package org.imagecaptioning.captioner;

import java.util.List;

/**
 * Networks that speak already, and from which another learns: not only which word people said, but
 * how likely they find every word. All of them, and who learns, know the same words and see the
 * same features.
 *
 * @param networks whose probabilities are averaged
 * @param share of what is expected that is theirs, 0 to 1; the rest is people's
 */
public record Teachers(List<Teacher> networks, double share) {

  private static final Teachers NONE = new Teachers(List.of(), 0);

  public Teachers {
    networks = List.copyOf(networks);
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("The teachers' share is from 0 to 1, not " + share);
    }
  }

  /**
   * One of them.
   *
   * @param weights as they stay
   */
  public record Teacher(CaptionerConfig config, Parameters weights) {}

  /** People alone. */
  public static Teachers none() {
    return NONE;
  }
}
