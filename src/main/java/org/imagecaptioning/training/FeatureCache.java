package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageException;
import org.imagecaptioning.images.ImageLimits;

/**
 * The mean features of images, extracted once for an encoder and kept in a {@link FeatureFile}. An
 * extraction that was interrupted goes on where it was.
 */
final class FeatureCache {

  /** Images whose features are written at once. */
  private static final int CHUNK = 64;

  private final Path folder;
  private final FeatureExtractor encoder;
  private final String encoderSha256;
  private final Workers workers;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  FeatureCache(Path folder, FeatureExtractor encoder, String encoderSha256, Workers workers) {
    this.folder = folder;
    this.encoder = encoder;
    this.encoderSha256 = encoderSha256;
    this.workers = workers;
  }

  /** Features by the image's id, and what is wrong with the images that have none. */
  record Extracted(Map<String, float[]> features, Map<String, String> broken) {}

  /**
   * Reads what is there, extracts the rest.
   *
   * @param progress hears images done and images in all
   * @throws TrainingException of the kind DATASET if an image is gone, DISK if the file cannot be
   *     written
   * @throws StoppedException if asked to stop: what was extracted is kept
   */
  Extracted extract(List<CaptionedImage> images, BiConsumer<Integer, Integer> progress) {
    Path path = folder.resolve(name(images) + ".features");
    Map<String, String> faults = new ConcurrentHashMap<>();
    List<float[]> rows;
    try (FeatureFile file = FeatureFile.open(path, encoder.depth())) {
      rows = new ArrayList<>(file.read(images.size()));
      while (rows.size() < images.size()) {
        int to = Math.min(rows.size() + CHUNK, images.size());
        List<float[]> chunk =
            workers.map(images.subList(rows.size(), to), image -> features(image, faults));
        file.append(chunk);
        rows.addAll(chunk);
        progress.accept(rows.size(), images.size());
      }
    }
    Map<String, float[]> features = new LinkedHashMap<>();
    Map<String, String> broken = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      String id = images.get(i).id();
      if (Float.isNaN(rows.get(i)[0])) {
        broken.put(id, faults.getOrDefault(id, "the image cannot be read"));
      } else {
        features.put(id, rows.get(i));
      }
    }
    return new Extracted(features, broken);
  }

  /** Not numbers, for an image that cannot be read. */
  private float[] features(CaptionedImage image, Map<String, String> faults) {
    try {
      return encoder.extract(decoder.decode(Files.readAllBytes(image.file()))).mean();
    } catch (ImageException e) {
      faults.put(image.id(), String.valueOf(e.getMessage()));
      float[] none = new float[encoder.depth()];
      none[0] = Float.NaN;
      return none;
    } catch (IOException e) {
      throw gone(image, e);
    }
  }

  /** Another encoder, another image, or one that was changed, gives another file. */
  private String name(List<CaptionedImage> images) {
    Fingerprint fingerprint = new Fingerprint().add(encoderSha256);
    for (CaptionedImage image : images) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(image.file(), BasicFileAttributes.class);
        fingerprint
            .add(image.id())
            .add(image.file().toString())
            .add(Long.toString(attributes.size()))
            .add(attributes.lastModifiedTime().toString());
      } catch (IOException e) {
        throw gone(image, e);
      }
    }
    return fingerprint.hex().substring(0, 32);
  }

  private static TrainingException gone(CaptionedImage image, IOException e) {
    return new TrainingException(
        TrainingException.Kind.DATASET,
        "The picture %s of the data set can no longer be read: its file must stay in place as long as it is trained on (%s)"
            .formatted(image.id(), e),
        e);
  }
}
