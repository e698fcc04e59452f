package org.imagecaptioning.datasets.drawn;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** "three yellow squares on a black background": each in a quarter of the picture of its own. */
record CountedScene(int count, Subject subject, Background ground) implements Scene {

  private static final int[] PLACES = {17, 47}; // across and down

  enum Background {
    BLACK("on a black background", Color.BLACK),
    WHITE("on a white background", Color.WHITE);

    private final String words;
    private final Color color;

    Background(String words, Color color) {
      this.words = words;
      this.color = color;
    }
  }

  static Stream<Scene> all() {
    return Subject.all().stream()
        .flatMap(
            subject ->
                IntStream.rangeClosed(2, 3)
                    .boxed()
                    .flatMap(
                        count ->
                            Arrays.stream(Background.values())
                                .map(ground -> new CountedScene(count, subject, ground))));
  }

  @Override
  public String caption() {
    return subject.words(count) + " " + ground.words;
  }

  @Override
  public Color background() {
    return ground.color;
  }

  @Override
  public List<Figure> figures(RandomGenerator jitter) {
    List<Integer> free =
        new ArrayList<>(IntStream.range(0, PLACES.length * PLACES.length).boxed().toList());
    List<Figure> figures = new ArrayList<>();
    while (figures.size() < count) {
      int place = free.remove(jitter.nextInt(free.size()));
      figures.add(
          new Figure(
              subject,
              Figure.near(PLACES[place % PLACES.length], 1, jitter),
              Figure.near(PLACES[place / PLACES.length], 1, jitter),
              Figure.near(23, 1, jitter)));
    }
    return figures;
  }
}
