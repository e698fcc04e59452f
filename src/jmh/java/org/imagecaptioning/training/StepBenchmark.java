package org.imagecaptioning.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.imagecaptioning.layers.ProductsCheck;
import org.imagecaptioning.layers.ProductsRate;

/**
 * This project's side of {@code bench/training}: answers a line of JSON to each line of standard
 * input, which is {@code about}, {@code limit SECONDS} or {@code CELL VOCABULARY SECONDS}.
 */
public final class StepBenchmark {

  private StepBenchmark() {}

  /** Answers until the input ends. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int threads = Runtime.getRuntime().availableProcessors();
    StepCase current = null;
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "about" -> {
          ProductsCheck
              .run(); // loads OpenBLAS, which then names its kernels where OPENBLAS_VERBOSE asks
          // for them
          System.out.printf(
              "{\"java\":\"%s\",\"threads\":%d}%n", System.getProperty("java.version"), threads);
        }
        case "limit" ->
            System.out.printf(
                "{\"gflops\":%.2f}%n", ProductsRate.measure(threads, Double.parseDouble(words[1])));
        default -> {
          int vocabulary = Integer.parseInt(words[1]);
          if (current == null || !current.is(words[0], vocabulary)) {
            if (current != null) {
              current.close();
            }
            current = new StepCase(words[0], vocabulary, threads);
          }
          System.out.printf(
              "{\"wordsPerSecond\":%.1f}%n", current.wordsPerSecond(Double.parseDouble(words[2])));
        }
      }
    }
    if (current != null) {
      current.close();
    }
  }
}
