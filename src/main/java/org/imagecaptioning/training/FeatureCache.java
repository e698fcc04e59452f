package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageException;

/**
 * The mean features of a data set's images, extracted once for an encoder and kept in a file: one
 * record of D numbers an image, in the order of the data set. An extraction that was interrupted
 * goes on where it was.
 */
final class FeatureCache {

  /** Images whose features are written at once. */
  private static final int CHUNK = 64;

  private final Path folder;
  private final FeatureExtractor encoder;
  private final String encoderSha256;
  private final ImageDecoder decoder;
  private final int threads;

  FeatureCache(
      Path folder,
      FeatureExtractor encoder,
      String encoderSha256,
      ImageDecoder decoder,
      int threads) {
    this.folder = folder;
    this.encoder = encoder;
    this.encoderSha256 = encoderSha256;
    this.decoder = decoder;
    this.threads = threads;
  }

  /** Features by the image's id, and what is wrong with the images that have none. */
  record Extracted(Map<String, float[]> features, Map<String, String> broken) {}

  /**
   * Reads what is there, extracts the rest.
   *
   * @param progress hears images done and images in all
   */
  Extracted extract(List<CaptionedImage> images, BiConsumer<Integer, Integer> progress)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name(images) + ".f32");
    int record = encoder.depth() * Float.BYTES;
    Map<String, float[]> features = new LinkedHashMap<>();
    Map<String, String> broken = new LinkedHashMap<>();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int done = (int) Math.min(channel.size() / record, images.size());
      for (int i = 0; i < done; i++) {
        keep(images.get(i), read(channel, i, record), features, broken);
      }
      for (int from = done; from < images.size(); from += CHUNK) {
        List<CaptionedImage> chunk = images.subList(from, Math.min(from + CHUNK, images.size()));
        ByteBuffer bytes =
            ByteBuffer.allocate(chunk.size() * record).order(ByteOrder.LITTLE_ENDIAN);
        List<Future<float[]>> futures = new ArrayList<>();
        for (CaptionedImage image : chunk) {
          futures.add(executor.submit(() -> features(image, broken)));
        }
        for (int i = 0; i < chunk.size(); i++) {
          float[] mean = Futures.get(futures.get(i));
          for (float value : mean) {
            bytes.putFloat(value);
          }
          keep(chunk.get(i), mean, features, broken);
        }
        channel.write(bytes.flip(), (long) from * record);
        progress.accept(from + chunk.size(), images.size());
      }
    } finally {
      executor.shutdownNow();
    }
    return new Extracted(features, broken);
  }

  /** Not numbers, for an image that cannot be read. */
  private float[] features(CaptionedImage image, Map<String, String> broken) throws IOException {
    try {
      return encoder.extract(decoder.decode(Files.readAllBytes(image.file()))).mean();
    } catch (ImageException e) {
      synchronized (broken) {
        broken.put(image.id(), e.getMessage());
      }
      float[] none = new float[encoder.depth()];
      none[0] = Float.NaN;
      return none;
    }
  }

  private static void keep(
      CaptionedImage image,
      float[] mean,
      Map<String, float[]> features,
      Map<String, String> broken) {
    if (Float.isNaN(mean[0])) {
      synchronized (broken) {
        broken.putIfAbsent(image.id(), "the image cannot be read");
      }
    } else {
      features.put(image.id(), mean);
    }
  }

  private float[] read(FileChannel channel, int index, int record) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(record).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()
        && channel.read(bytes, (long) index * record + bytes.position()) >= 0) {
      // until the record is whole
    }
    float[] mean = new float[encoder.depth()];
    bytes.flip().asFloatBuffer().get(mean);
    return mean;
  }

  /** Another encoder, another image, or one that was changed, gives another file. */
  private String name(List<CaptionedImage> images) throws IOException {
    Fingerprint fingerprint = new Fingerprint().add(encoderSha256);
    for (CaptionedImage image : images) {
      BasicFileAttributes attributes =
          Files.readAttributes(image.file(), BasicFileAttributes.class);
      fingerprint
          .add(image.id())
          .add(image.file().toString())
          .add(Long.toString(attributes.size()))
          .add(attributes.lastModifiedTime().toString());
    }
    return fingerprint.hex().substring(0, 32);
  }
}
