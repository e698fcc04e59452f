package org.imagecaptioning.datasets.drawn;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** "a large red circle in the top left corner". */
record PlacedScene(Size size, Subject subject, Place place) implements Scene {

  enum Size {
    SMALL("small", 19),
    LARGE("large", 29);

    private final String word;
    private final int pixels;

    Size(String word, int pixels) {
      this.word = word;
      this.pixels = pixels;
    }
  }

  enum Place {
    TOP_LEFT("in the top left corner", 17, 17),
    TOP_RIGHT("in the top right corner", 47, 17),
    BOTTOM_LEFT("in the bottom left corner", 17, 47),
    BOTTOM_RIGHT("in the bottom right corner", 47, 47),
    MIDDLE("in the middle", 32, 32);

    private final String words;
    private final int x;
    private final int y;

    Place(String words, int x, int y) {
      this.words = words;
      this.x = x;
      this.y = y;
    }
  }

  static Stream<Scene> all() {
    return Subject.all().stream()
        .flatMap(
            subject ->
                Arrays.stream(Size.values())
                    .flatMap(
                        size ->
                            Arrays.stream(Place.values())
                                .map(place -> new PlacedScene(size, subject, place))));
  }

  @Override
  public String caption() {
    return subject.words(size.word) + " " + place.words;
  }

  @Override
  public List<Figure> figures(RandomGenerator jitter) {
    return List.of(
        new Figure(
            subject,
            Figure.near(place.x, 1, jitter),
            Figure.near(place.y, 1, jitter),
            Figure.near(size.pixels, 1, jitter)));
  }
}
