package org.imagecaptioning.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.images.ImageException;

/**
 * The features of images, read from their source once and kept in a {@link FeatureFile}. What was
 * interrupted goes on where it was.
 */
final class FeatureCache {

  /** Images whose features are written at once. */
  private static final int CHUNK = 64;

  private final Path folder;
  private final FeatureSource source;
  private final Workers workers;

  FeatureCache(Path folder, FeatureSource source, Workers workers) {
    this.folder = folder;
    this.source = source;
    this.workers = workers;
  }

  /**
   * Looks at what is there, reads the rest.
   *
   * @param view number of the view that the source gives, 0 for the images themselves
   * @param into gets the features of the images that can be read
   * @param progress hears how many images are done
   * @return what is wrong with each of the others, by its id
   * @throws TrainingException of the kind DATASET if an image is gone, DISK if the file cannot be
   *     written
   * @throws StoppedException if asked to stop: what was read is kept
   */
  Map<String, String> extract(
      List<CaptionedImage> images, int view, ImageFeatures into, IntConsumer progress) {
    List<CaptionedImage> ordered = source.ordered(images);
    String name = source.identity(ordered).substring(0, 32) + ".features";
    FeatureFile file =
        into.holding(FeatureFile.open(folder.resolve(name), source.length(), source.precision()));
    file.countWhole(ordered.size());
    Map<String, String> faults = new ConcurrentHashMap<>();
    workers.map(
        ordered.subList(file.rows(), ordered.size()),
        CHUNK,
        image -> features(image, faults),
        rows -> {
          file.append(rows);
          progress.accept(file.rows());
        });
    for (int row = 0; row < ordered.size(); row++) {
      if (file.has(row)) {
        into.put(ordered.get(row).id(), view, file, row);
      } else {
        faults.putIfAbsent(ordered.get(row).id(), "the image cannot be read");
      }
    }
    return faults;
  }

  /** Not numbers, for an image that cannot be read. */
  private float[] features(CaptionedImage image, Map<String, String> faults) {
    try {
      return source.read(image);
    } catch (ImageException e) {
      faults.put(image.id(), String.valueOf(e.getMessage()));
      float[] none = new float[source.length()];
      none[0] = Float.NaN;
      return none;
    }
  }
}
