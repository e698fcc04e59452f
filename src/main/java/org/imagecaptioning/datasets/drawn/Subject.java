package org.imagecaptioning.datasets.drawn;

import java.util.Arrays;
import java.util.List;

/** What a caption speaks of: a shape in a colour. */
record Subject(DrawnColor color, DrawnShape shape) {

  private static final List<String> COUNTS = List.of("a", "two", "three");

  static List<Subject> all() {
    return Arrays.stream(DrawnColor.values())
        .flatMap(
            color -> Arrays.stream(DrawnShape.values()).map(shape -> new Subject(color, shape)))
        .toList();
  }

  /** "a red circle", "two red circles". */
  String words(int count) {
    return "%s %s %s%s"
        .formatted(COUNTS.get(count - 1), color.word(), shape.word(), count == 1 ? "" : "s");
  }

  /** "a large red circle". */
  String words(String adjective) {
    return "a %s %s %s".formatted(adjective, color.word(), shape.word());
  }
}
