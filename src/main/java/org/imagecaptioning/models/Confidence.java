package org.imagecaptioning.models;

import java.util.List;
import org.imagecaptioning.captioner.Caption;

/**
 * How far a model's captions can be trusted: of captions that it finds about as probable, the share
 * that were good, as counted on a split that it was not trained on. It is of captions chosen as the
 * model chooses them by itself.
 *
 * @param dataset that was counted on
 * @param split of it
 * @param cider a caption is good that has at least this CIDEr
 * @param points of the curve, which rises; between them it is linear, beyond them level
 * @param uncertainBelow the confidence below which a caption is told to be uncertain
 */
public record Confidence(
    String dataset, String split, double cider, List<Point> points, double uncertainBelow) {

  /**
   * @param logProbability natural logarithm, of a caption per word, its end counted
   * @param confidence the share of good ones, 0 to 1
   */
  public record Point(double logProbability, double confidence) {}

  public Confidence {
    points = List.copyOf(points);
    boolean rises = !points.isEmpty() && points.stream().allMatch(Confidence::isValid);
    for (int i = 1; rises && i < points.size(); i++) {
      Point before = points.get(i - 1);
      Point point = points.get(i);
      rises =
          before.logProbability() < point.logProbability()
              && before.confidence() <= point.confidence();
    }
    if (!rises) {
      throw new IllegalArgumentException(
          "A curve of confidence has points from 0 to 1 that rise, not " + points);
    }
    if (!(cider >= 0 && cider <= 10) || !(uncertainBelow >= 0 && uncertainBelow <= 1)) {
      throw new IllegalArgumentException(
          "A CIDEr is from 0 to 10 and a confidence from 0 to 1, not %s and %s"
              .formatted(cider, uncertainBelow));
    }
  }

  private static boolean isValid(Point point) {
    return Double.isFinite(point.logProbability())
        && point.confidence() >= 0
        && point.confidence() <= 1;
  }

  /** How likely a caption is good, 0 to 1. */
  public double of(Caption caption) {
    double at = caption.logProbabilityPerWord();
    if (at <= points.get(0).logProbability()) {
      return points.get(0).confidence();
    }
    for (int i = 1; i < points.size(); i++) {
      Point left = points.get(i - 1);
      Point right = points.get(i);
      if (at < right.logProbability()) {
        double share =
            (at - left.logProbability()) / (right.logProbability() - left.logProbability());
        return left.confidence() + share * (right.confidence() - left.confidence());
      }
    }
    return points.get(points.size() - 1).confidence();
  }

  /** Whether so little confidence is told of. */
  public boolean isUncertain(double confidence) {
    return confidence < uncertainBelow;
  }
}
