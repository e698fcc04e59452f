package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.DecodingOptions.Strategy;
import org.imagecaptioning.captioner.WordScorer;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.images.Picture;

/**
 * One caption from features, on one thread: {@code bench/decoder/run.sh}. Prints a line of JSON for
 * each bundle and way of decoding: the time of a caption and of a step of the network, beside the
 * time that reading the weights of a step takes, once, in the same rounds.
 */
public final class DecoderBenchmark {

  private static final int ROUNDS = 7;
  private static final long ROUND_NANOS = 400_000_000L;
  private static final List<Integer> BEAMS = List.of(1, 3, 5);

  private DecoderBenchmark() {}

  /**
   * @param arguments the bundles to measure
   */
  public static void main(String[] arguments) throws IOException {
    List<Picture> pictures = pictures(Path.of("docs", "samples"));
    for (String bundle : arguments) {
      measure(Path.of(bundle), pictures);
    }
  }

  private static void measure(Path file, List<Picture> pictures) throws IOException {
    Bundle bundle = new BundleReader().read(file.toString(), Files.readAllBytes(file));
    List<float[]> features = features(bundle, pictures);
    CaptionerConfig config = bundle.manifest().captioner();
    Captioner captioner = new Captioner(config, bundle.parameters());
    FloatPointer weights = new FloatPointer(new float[weightsOfAStep(config)]);
    for (int beam : BEAMS) {
      Decoder decoder = Decoder.of(options(beam));
      Round round = new Round(captioner, decoder, features);
      round.run(ROUND_NANOS); // warm
      double[] captions = new double[ROUNDS];
      double[] steps = new double[ROUNDS];
      double[] reads = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        reads[i] = readMillis(weights);
        round.run(ROUND_NANOS);
        captions[i] = round.captionMillis();
        steps[i] = round.stepMillis();
      }
      System.out.printf(
          "{\"model\":\"%s\",\"cell\":\"%s\",\"beam\":%d,\"captionMs\":%.3f,\"stepMs\":%.4f,"
              + "\"weightsMb\":%.1f,\"readMs\":%.4f,\"stepToRead\":%.2f}%n",
          bundle.manifest().name(),
          config.cell(),
          beam,
          median(captions),
          median(steps),
          weights.limit() * 4 / 1e6,
          median(reads),
          median(steps) / median(reads));
    }
  }

  private static DecodingOptions options(int beam) {
    DecodingOptions usual = DecodingOptions.defaults();
    return new DecodingOptions(
        beam == 1 ? Strategy.GREEDY : Strategy.BEAM,
        beam,
        1,
        usual.maxLength(),
        usual.minLength(),
        usual.lengthPenalty(),
        1,
        0,
        1,
        0,
        false,
        false);
  }

  /** Numbers of Wx, Wh and W_vocab, and of W_query where there is attention. */
  private static int weightsOfAStep(CaptionerConfig config) {
    int gates = config.cell().gates() * config.hidden();
    int context = config.attends() ? config.hidden() : 0;
    return (config.embedding() + context + config.hidden()) * gates
        + config.hidden() * (config.attention() + config.vocabulary());
  }

  private static double readMillis(FloatPointer weights) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 30; i++) {
      long began = System.nanoTime();
      openblas_nolapack.cblas_sasum((int) weights.limit(), weights, 1);
      best = Math.min(best, (System.nanoTime() - began) / 1e6);
    }
    return best;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<float[]> features(Bundle bundle, List<Picture> pictures) {
    try (FeatureExtractor encoder =
        new OnnxEncoders(Path.of("target", "natives"), new EncoderSettings(1))
            .open(bundle.encoder(), bundle.manifest().encoder().input())) {
      boolean grid = bundle.manifest().captioner().attends();
      return pictures.stream()
          .map(encoder::extract)
          .map(features -> grid ? features.values() : features.mean())
          .toList();
    }
  }

  /** The JPEG pictures of a folder and the quarters of each. */
  private static List<Picture> pictures(Path folder) throws IOException {
    ImageDecoder images = new ImageDecoder(ImageLimits.defaults());
    List<Picture> pictures = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jpg")).sorted().toList()) {
        Picture whole = images.decode(Files.readAllBytes(file));
        pictures.add(whole);
        for (int quarter = 0; quarter < 4; quarter++) {
          pictures.add(quarter(whole, quarter % 2, quarter / 2));
        }
      }
    }
    return pictures;
  }

  private static Picture quarter(Picture whole, int column, int row) {
    int width = whole.width() / 2;
    int height = whole.height() / 2;
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((row * height + y) * whole.width() + column * width);
      System.arraycopy(whole.rgb(), from, rgb, 3 * y * width, 3 * width);
    }
    return new Picture(width, height, rgb);
  }

  /** Captions all features in turn, over and over, for some time. */
  private static final class Round {

    private final Captioner captioner;
    private final Decoder decoder;
    private final List<float[]> features;
    private long captions;
    private long steps;
    private long nanos;

    Round(Captioner captioner, Decoder decoder, List<float[]> features) {
      this.captioner = captioner;
      this.decoder = decoder;
      this.features = features;
    }

    void run(long atLeast) {
      captions = 0;
      steps = 0;
      long began = System.nanoTime();
      do {
        for (float[] image : features) {
          decoder.decode(new Counted(captioner.scorer(image)));
          captions++;
        }
        nanos = System.nanoTime() - began;
      } while (nanos < atLeast);
    }

    double captionMillis() {
      return nanos / 1e6 / captions;
    }

    double stepMillis() {
      return nanos / 1e6 / steps;
    }

    /** Counts the steps. */
    private final class Counted implements WordScorer {

      private final WordScorer scorer;

      Counted(WordScorer scorer) {
        this.scorer = scorer;
      }

      @Override
      public int vocabularySize() {
        return scorer.vocabularySize();
      }

      @Override
      public float[][] next(int[] parents, int[] words) {
        steps++;
        return scorer.next(parents, words);
      }

      @Override
      public float[] attention(int row) {
        return scorer.attention(row);
      }
    }
  }
}
