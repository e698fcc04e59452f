package org.imagecaptioning.datasets.drawn;

import java.awt.Color;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a picture shows, as far as its caption tells. Different scenes have different captions. */
sealed interface Scene permits PlacedScene, CountedScene, PairedScene {

  /** Where no caption speaks of the background. */
  Color GREY = new Color(128, 128, 128);

  String caption();

  default Color background() {
    return GREY;
  }

  /** Where everything is: never so far off that the caption would no longer be right. */
  List<Figure> figures(RandomGenerator jitter);
}
