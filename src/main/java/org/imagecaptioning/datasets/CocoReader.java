package org.imagecaptioning.datasets;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads captions as COCO has them (Chen et al. 2015), {@code {"images": [{"id", "file_name"}],
 * "annotations": [{"image_id", "caption"}]}}: one file, or one a split, told apart by {@code
 * train}, {@code val} and {@code test} in their names. Without a file for val, a tenth of train is
 * drawn. Pictures lie where {@code file_name} says, in {@code images}, or in a folder that is
 * called like the end of the file's name, as {@code train2014} for {@code captions_train2014.json}.
 */
final class CocoReader implements DatasetReader {

  private final long seed;

  /**
   * @param seed draws val if the dataset has none
   */
  CocoReader(long seed) {
    this.seed = seed;
  }

  static List<String> files(DatasetFolder folder) {
    return JsonShape.files(folder, JsonShape.COCO);
  }

  @Override
  public Dataset read(DatasetFolder folder) {
    Problems problems = new Problems();
    CollectedImages images = new CollectedImages(folder);
    List<String> files = files(folder);
    for (String file : files) {
      read(folder, file, images, problems);
    }
    return images.dataset(String.join(", ", files), problems, seed);
  }

  private static void read(
      DatasetFolder folder, String file, CollectedImages images, Problems problems) {
    CocoImages found = new CocoImages();
    JsonItems.read(
        folder, file, Map.of("images", found::image, "annotations", found::caption), problems);
    String suffix = suffix(file);
    PictureFinder pictures =
        new PictureFinder(folder, List.of("images", suffix, "images/" + suffix));
    found.addTo(images, pictures, split(file), problems);
  }

  /** {@code train2014} of {@code annotations/captions_train2014.json}. */
  private static String suffix(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1, file.length() - ".json".length());
    return name.substring(name.indexOf('_') + 1);
  }

  private static Split split(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (name.contains("train")) {
      return Split.TRAIN;
    }
    if (name.contains("val")) {
      return Split.VAL;
    }
    return name.contains("test") ? Split.TEST : Split.TRAIN;
  }
}
