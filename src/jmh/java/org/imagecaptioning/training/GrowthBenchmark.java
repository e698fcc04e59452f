package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.ShardedGradients;
import org.imagecaptioning.layers.Team;
import org.imagecaptioning.models.Precision;

/**
 * {@code bench/growth}: how long one epoch takes with ever more captions, five an image, with the
 * features read from their file as they are needed. Prints a line of JSON a size.
 */
public final class GrowthBenchmark {

  private static final int[] SIZES = {1_000, 1_000, 3_000, 10_000, 30_000}; // the first warms up
  private static final int N = 128;
  private static final int D = 512;
  private static final int W = 256;
  private static final int H = 512;
  private static final int V = 1004;

  private GrowthBenchmark() {}

  /** Runs all sizes. */
  public static void main(String[] arguments) throws IOException {
    for (int i = 0; i < SIZES.length; i++) {
      String line = epoch(SIZES[i]);
      if (i > 0) {
        System.out.println(line);
      }
    }
  }

  private static String epoch(int captions) throws IOException {
    Path path = Files.createTempFile("growth", ".features");
    CaptionerConfig config = new CaptionerConfig(Cell.LSTM, InitialState.AFFINE, D, W, H, V);
    try (FeatureFile file = FeatureFile.open(path, D, Precision.F32);
        Team team = new Team(Runtime.getRuntime().availableProcessors())) {
      Examples examples = examples(file, captions);
      Parameters weights = Parameters.random(config, 1);
      NetworkState state = NetworkState.of(config, weights, 0, false);
      int batches = Minibatches.count(captions, N);
      Learner learner =
          new Learner(
              options(),
              config,
              new CaptionLessons(options(), batches),
              new ShardedGradients(config, weights, Trainer.GRADIENT_SHARDS, team),
              team,
              state,
              batches);
      Progress progress = Progress.none();
      long start = System.nanoTime();
      Minibatches order = Minibatches.of(captions, N, 1, 0);
      while (progress.batch() < batches) {
        progress = learner.learn(examples, order.get(progress.batch()), progress);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return "{\"captions\":%d,\"seconds\":%.2f,\"msPerCaption\":%.3f,\"wordsPerSecond\":%.0f}"
          .formatted(captions, seconds, 1000 * seconds / captions, progress.words() / seconds);
    } finally {
      Files.deleteIfExists(path);
    }
  }

  private static Examples examples(FeatureFile file, int size) {
    SplittableRandom random = new SplittableRandom(1);
    List<float[]> rows = new ArrayList<>();
    for (int image = 0; image < size / 5; image++) {
      float[] row = new float[D];
      for (int d = 0; d < D; d++) {
        row[d] = (float) random.nextDouble(-1, 1);
      }
      rows.add(row);
    }
    file.append(rows);
    int images = rows.size();
    List<int[]> captions = new ArrayList<>();
    int[] imageOf = new int[size];
    for (int n = 0; n < size; n++) {
      int[] caption = new int[random.nextInt(9, 18)];
      for (int t = 0; t < caption.length; t++) {
        caption[t] = random.nextInt(4, V);
      }
      captions.add(caption);
      imageOf[n] = n / 5;
    }
    List<float[]> features =
        new AbstractList<>() {
          @Override
          public float[] get(int image) {
            return file.row(image);
          }

          @Override
          public int size() {
            return images;
          }
        };
    return new Examples(features, captions, imageOf);
  }

  private static TrainingOptions options() {
    return new TrainingOptions(
        new NetworkOptions(Cell.LSTM, InitialState.AFFINE, W, H),
        Objective.CROSS_ENTROPY,
        new WordOptions(1, true, 17),
        N,
        new RateOptions(1e-4, RateOptions.Schedule.CONSTANT, 0, 0),
        0.3,
        0.1,
        0,
        new SamplingOptions(0, SamplingOptions.Rise.CONSTANT),
        0,
        5,
        0,
        ViewOptions.none(),
        new StoppingOptions(1, StoppingOptions.Watch.LOSS, 0),
        1);
  }
}
