package org.imagecaptioning.training;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.images.Resampler;

/**
 * {@code bench/extraction}: the features of a data set as a training extracts them, from JPEG files
 * to its own file, beside the encoder alone, which gets pixels of its own size. Prints a line of
 * JSON for means and one for grids.
 */
public final class ExtractionBenchmark {

  private static final int DRAWN = 320; // pictures
  private static final int ROUNDS = 5;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final FeatureExtractor encoder;
  private final List<CaptionedImage> images;
  private final Path scratch;

  private ExtractionBenchmark(FeatureExtractor encoder, List<CaptionedImage> images, Path scratch) {
    this.encoder = encoder;
    this.images = images;
    this.scratch = scratch;
  }

  /**
   * @param arguments an encoder of 224 x 224 as the shipped ones are, and a folder of JPEG files;
   *     without one, pictures of 500 x 375 are cut out of a sample
   */
  public static void main(String[] arguments) throws IOException {
    Path scratch = Files.createTempDirectory("extraction");
    Path folder = arguments.length > 1 ? Path.of(arguments[1]) : drawn(scratch);
    EncoderInput input =
        new EncoderInput(224, 224, List.of(127f, 127f, 127f), List.of(128f, 128f, 128f));
    try (FeatureExtractor encoder =
        new OnnxEncoders(Path.of("target", "natives"), new EncoderSettings(1))
            .open(Files.readAllBytes(Path.of(arguments[0])), input)) {
      ExtractionBenchmark benchmark = new ExtractionBenchmark(encoder, images(folder), scratch);
      benchmark.measure(false);
      benchmark.measure(true);
    } finally {
      deleteAll(scratch);
    }
  }

  private void measure(boolean grid) throws IOException {
    List<Picture> squashed = images.stream().map(this::squashed).toList();
    double[] extracted = new double[ROUNDS];
    double[] bare = new double[ROUNDS];
    double[] quotients = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      double here = extract(grid, round);
      double alone = encode(squashed);
      if (round >= 0) { // the first warms up
        extracted[round] = here;
        bare[round] = alone;
        quotients[round] = here / alone;
      }
    }
    System.out.printf(
        "{\"features\":\"%s\",\"images\":%d,\"threads\":%d,\"imagesPerSecond\":%.1f,"
            + "\"encoderImagesPerSecond\":%.1f,\"ofEncoder\":%.3f}%n",
        grid ? "grid" : "mean",
        images.size(),
        threads,
        median(extracted),
        median(bare),
        median(quotients));
  }

  private double extract(boolean grid, int round) throws IOException {
    PictureFeatures source =
        new PictureFeatures(encoder, "benchmark " + round, decoder, grid, PictureView.WHOLE);
    long began = System.nanoTime();
    try (Workers workers = new Workers(threads, TrainingControl.UNDISTURBED);
        ImageFeatures features = new ImageFeatures()) {
      new FeatureCache(scratch.resolve("features"), source, workers)
          .extract(images, 0, features, done -> {});
    }
    double rate = images.size() / seconds(began);
    deleteAll(scratch.resolve("features"));
    return rate;
  }

  private double encode(List<Picture> squashed) {
    long began = System.nanoTime();
    try (Workers workers = new Workers(threads, TrainingControl.UNDISTURBED)) {
      workers.map(squashed, picture -> encoder.extract(picture).depth());
    }
    return squashed.size() / seconds(began);
  }

  private Picture squashed(CaptionedImage image) {
    try {
      byte[] bytes = Files.readAllBytes(image.file());
      EncoderInput input = encoder.input();
      Picture picture = decoder.decode(bytes, input.width(), input.height()).picture();
      return Resampler.resize(picture, input.width(), input.height());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<CaptionedImage> images(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jpg"))
          .sorted()
          .limit(DRAWN)
          .map(
              file ->
                  new CaptionedImage(
                      String.valueOf(file.getFileName()), file, List.of("a caption"), Split.TRAIN))
          .toList();
    }
  }

  /** Parts of a sample, as large as most pictures of Flickr8k are. */
  private static Path drawn(Path scratch) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("pictures"));
    BufferedImage whole = ImageIO.read(Path.of("docs", "samples", "cat.jpg").toFile());
    for (int i = 0; i < DRAWN; i++) {
      BufferedImage part = new BufferedImage(500, 375, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = part.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      int right = whole.getWidth() * i / (2 * DRAWN);
      int down = whole.getHeight() * i / (2 * DRAWN);
      graphics.drawImage(
          whole,
          0,
          0,
          500,
          375,
          right,
          down,
          right + whole.getWidth() / 2,
          down + whole.getHeight() / 2,
          null);
      graphics.dispose();
      ImageIO.write(part, "jpeg", folder.resolve("%04d.jpg".formatted(i)).toFile());
    }
    return folder;
  }

  private static void deleteAll(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
