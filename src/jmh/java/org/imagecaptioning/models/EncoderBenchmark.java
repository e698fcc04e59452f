package org.imagecaptioning.models;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.images.Picture;

/**
 * This project's side of {@code bench/encoder}: pixels to features. Takes turns on its standard
 * input, a line each, and answers with a line of JSON.
 */
public final class EncoderBenchmark {

  private EncoderBenchmark() {}

  /**
   * @param arguments a bundle, and a folder of pictures named {@code 0-WIDTHxHEIGHT.rgb} and so on,
   *     three bytes a pixel
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    Bundle bundle = new BundleReader().read(file.toString(), Files.readAllBytes(file));
    try (FeatureExtractor encoder =
            new OnnxEncoders(Path.of("target", "natives"), EncoderSettings.defaults())
                .open(bundle.encoder(), bundle.manifest().encoder().input());
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] turn = line.split(" "); // size, "alone" or "shared", callers, seconds
        List<Picture> pictures = pictures(Path.of(arguments[1]), turn[0]);
        boolean alone = turn[1].equals("alone");
        double rate =
            rate(encoder, pictures, alone, Integer.parseInt(turn[2]), Double.parseDouble(turn[3]));
        System.out.printf("{\"imagesPerSecond\":%.2f}%n", rate);
      }
    }
  }

  private static double rate(
      FeatureExtractor encoder, List<Picture> pictures, boolean alone, int callers, double seconds)
      throws Exception {
    AtomicInteger done = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    long began = System.nanoTime();
    long end = began + (long) (seconds * 1e9);
    Runnable caller =
        () -> {
          for (int i = 0; System.nanoTime() < end; i++) {
            Picture picture = pictures.get(i % pictures.size());
            if (alone) {
              encoder.extractAlone(picture);
            } else {
              encoder.extract(picture);
            }
            done.incrementAndGet();
          }
        };
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      running.add(threads.submit(caller));
    }
    for (Future<?> future : running) {
      future.get();
    }
    double took = (System.nanoTime() - began) / 1e9;
    threads.shutdown();
    return done.get() / took;
  }

  private static List<Picture> pictures(Path folder, String size) throws IOException {
    String[] sides = size.split("x");
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith("-" + size + ".rgb"))
          .sorted()
          .map(file -> picture(file, Integer.parseInt(sides[0]), Integer.parseInt(sides[1])))
          .toList();
    }
  }

  private static Picture picture(Path file, int width, int height) {
    try {
      return new Picture(width, height, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
