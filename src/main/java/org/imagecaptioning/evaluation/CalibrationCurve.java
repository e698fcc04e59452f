package org.imagecaptioning.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How often captions are good that a model finds about as probable: a rising curve through what was
 * counted, by isotonic regression (Zadrozny and Elkan 2002) over groups of equal size.
 */
public final class CalibrationCurve {

  /** Groups that captions are first sorted into; neighbours that do not rise are joined. */
  private static final int GROUPS = 20;

  private CalibrationCurve() {}

  /**
   * A caption that was scored.
   *
   * @param probability how probable the model finds it, on any scale
   * @param good whether it is
   */
  public record Judged(double probability, boolean good) {}

  /**
   * Captions that are about as probable.
   *
   * @param probability their mean
   * @param good the share of good ones; towards one half for few captions (Laplace's rule)
   */
  public record Point(double probability, double good) {}

  /**
   * @param captions at least one
   * @return rising in both
   */
  public static List<Point> fit(List<Judged> captions) {
    if (captions.isEmpty()) {
      throw new IllegalArgumentException("There are no captions to count");
    }
    List<Judged> sorted =
        captions.stream().sorted(Comparator.comparingDouble(Judged::probability)).toList();
    List<Group> groups = new ArrayList<>();
    int count = Math.min(GROUPS, sorted.size());
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * sorted.size() / count);
      int to = (int) ((long) (i + 1) * sorted.size() / count);
      add(groups, Group.of(sorted.subList(from, to)));
    }
    return groups.stream().map(Group::point).toList();
  }

  /** Joins the last group with those before it, as long as they do not rise. */
  private static void add(List<Group> groups, Group next) {
    Group last = next;
    while (!groups.isEmpty() && !groups.get(groups.size() - 1).isBelow(last)) {
      last = groups.remove(groups.size() - 1).with(last);
    }
    groups.add(last);
  }

  private record Group(int captions, int good, double sum) {

    static Group of(List<Judged> captions) {
      return new Group(
          captions.size(),
          (int) captions.stream().filter(Judged::good).count(),
          captions.stream().mapToDouble(Judged::probability).sum());
    }

    Group with(Group other) {
      return new Group(captions + other.captions, good + other.good, sum + other.sum);
    }

    boolean isBelow(Group other) {
      return point().good() < other.point().good()
          && point().probability() < other.point().probability();
    }

    Point point() {
      return new Point(sum / captions, (good + 1.0) / (captions + 2.0));
    }
  }
}
