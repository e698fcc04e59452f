package org.imagecaptioning.datasets.drawn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** All scenes there are, each about equally often, in random order and with random jitter. */
public final class DrawnScenes {

  private static final List<Scene> ALL =
      Stream.of(PlacedScene.all(), CountedScene.all(), PairedScene.all())
          .flatMap(scenes -> scenes)
          .toList();

  private DrawnScenes() {}

  /** Every caption there is. */
  public static List<String> captions() {
    return ALL.stream().map(Scene::caption).toList();
  }

  /**
   * The same count and seed give the same scenes; a larger count, the same and more. No caption
   * comes again before all others have come as often.
   */
  public static List<DrawnScene> scenes(int count, long seed) {
    Random random = new Random(seed);
    List<DrawnScene> scenes = new ArrayList<>(count);
    while (scenes.size() < count) {
      List<Scene> round = new ArrayList<>(ALL);
      Collections.shuffle(round, random);
      for (Scene scene : round.subList(0, Math.min(round.size(), count - scenes.size()))) {
        scenes.add(new DrawnScene(scene, random.nextLong()));
      }
    }
    return scenes;
  }
}
