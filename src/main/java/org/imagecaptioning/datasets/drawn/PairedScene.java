package org.imagecaptioning.datasets.drawn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * "a red circle to the left of a blue square", "a red circle above a blue square", "two red circles
 * above a blue square". Both differ in colour and in shape, and only what is left or above comes
 * first: so no picture has a second right caption.
 */
record PairedScene(Arrangement arrangement, Subject first, Subject second) implements Scene {

  enum Arrangement {
    LEFT_OF(1, "to the left of"),
    ABOVE(1, "above"),
    TWO_ABOVE(2, "above");

    private final int count;
    private final String words;

    Arrangement(int count, String words) {
      this.count = count;
      this.words = words;
    }
  }

  static Stream<Scene> all() {
    return Stream.of(Arrangement.values())
        .flatMap(
            arrangement ->
                Subject.all().stream()
                    .flatMap(
                        first ->
                            Subject.all().stream()
                                .filter(second -> second.color() != first.color())
                                .filter(second -> second.shape() != first.shape())
                                .map(second -> new PairedScene(arrangement, first, second))));
  }

  @Override
  public String caption() {
    return "%s %s %s".formatted(first.words(arrangement.count), arrangement.words, second.words(1));
  }

  @Override
  public List<Figure> figures(RandomGenerator jitter) {
    List<Figure> figures = new ArrayList<>();
    switch (arrangement) {
      case LEFT_OF -> {
        figures.add(figure(first, 16, 32, 1, 2, jitter));
        figures.add(figure(second, 48, 32, 1, 2, jitter));
      }
      case ABOVE -> {
        figures.add(figure(first, 32, 16, 2, 1, jitter));
        figures.add(figure(second, 32, 48, 2, 1, jitter));
      }
      case TWO_ABOVE -> {
        figures.add(figure(first, 17, 16, 1, 1, jitter));
        figures.add(figure(first, 47, 16, 1, 1, jitter));
        figures.add(figure(second, 32, 48, 2, 1, jitter));
      }
    }
    return figures;
  }

  private static Figure figure(
      Subject subject, int x, int y, int across, int down, RandomGenerator jitter) {
    return new Figure(
        subject,
        Figure.near(x, across, jitter),
        Figure.near(y, down, jitter),
        Figure.near(23, 1, jitter));
  }
}
