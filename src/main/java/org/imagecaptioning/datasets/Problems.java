package org.imagecaptioning.datasets;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, but not without end: a file may have a wrong line a million times. */
final class Problems {

  static final int LISTED = 1000;

  private final List<DatasetProblem> problems = new ArrayList<>();
  private long unlisted;
  private String lastPlace = "";

  void add(String place, RefusedException reason) {
    String message = String.valueOf(reason.getMessage());
    if (problems.size() < LISTED) {
      problems.add(new DatasetProblem(place, message));
    } else {
      unlisted++;
      lastPlace = place;
    }
  }

  /** How many there are, listed or not. */
  long count() {
    return problems.size() + unlisted;
  }

  List<DatasetProblem> list() {
    List<DatasetProblem> all = new ArrayList<>(problems);
    if (unlisted > 0) {
      all.add(
          new DatasetProblem(
              lastPlace, "the last of %d more problems that are not listed".formatted(unlisted)));
    }
    return all;
  }

  /** For the message of a dataset without any usable line. */
  String first() {
    if (problems.isEmpty()) {
      return "there is no line";
    }
    DatasetProblem first = problems.get(0);
    return "first problem: %s: %s".formatted(first.place(), first.message());
  }
}
