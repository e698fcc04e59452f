package org.imagecaptioning.captioner;

/**
 * What makes learning harder, so that what is learned holds for pictures that were never seen.
 *
 * @param dropout the share of word inputs and hidden outputs that is dropped, and of the grid that
 *     becomes places, 0 to below 1
 * @param labelSmoothing the share of what is expected that is spread over all words, 0 to below 1
 * @param sampling how likely a word that goes in is the network's own and not that of the caption,
 *     0 to 1; the first, START, never is
 * @param attentionPenalty strength of the doubly stochastic penalty of a captioner that attends, 0
 *     or more: a caption costs as much times the sum over places of (1 - its weights, summed over
 *     words)^2
 */
public record LossOptions(
    double dropout, double labelSmoothing, double sampling, double attentionPenalty) {

  private static final LossOptions PLAIN = new LossOptions(0, 0, 0, 0);

  public LossOptions {
    if (!(dropout >= 0 && dropout < 1)
        || !(labelSmoothing >= 0 && labelSmoothing < 1)
        || !(sampling >= 0 && sampling <= 1)
        || !(attentionPenalty >= 0)) {
      throw new IllegalArgumentException(
          "Dropout and smoothing are from 0 to below 1, sampling from 0 to 1, the penalty of attention 0 or more, not %s, %s, %s and %s"
              .formatted(dropout, labelSmoothing, sampling, attentionPenalty));
    }
  }

  /** The loss as it is. */
  public static LossOptions plain() {
    return PLAIN;
  }

  /** With dropout alone. */
  public static LossOptions dropout(double share) {
    return new LossOptions(share, 0, 0, 0);
  }
}
