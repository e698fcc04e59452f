package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.ShardedGradients;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.layers.Team;

/**
 * A training that learns one minibatch over and over: 128 captions of 9 to 17 words, 256 numbers a
 * word and 512 hidden, as the trainer of the service does it. Each caption has a picture of 512
 * features. The cell {@value #ATTENTION} is an LSTM that attends to grids of 49 places of 1280
 * features, five captions a picture, with keys of 256 numbers; {@value #SELF_CRITICAL} is that one
 * learning from captions of its own, of some eleven words.
 */
final class StepCase implements AutoCloseable {

  private static final int N = 128;
  private static final String ATTENTION = "attention";
  private static final String SELF_CRITICAL = "self-critical";
  private static final int WORDS_OF_ITS_OWN = 11;
  private static final int D = 512;
  private static final int GRID_DEPTH = 1280;
  private static final int PLACES = 49;
  private static final int W = 256;
  private static final int H = 512;

  private final String cell;
  private final CaptionerConfig config;
  private final Team team;
  private final Learner learner;
  private final Examples examples;
  private final int[] minibatch = IntStream.range(0, N).toArray();
  private Progress progress = Progress.none();

  StepCase(String cell, int vocabulary, int threads) {
    this.cell = cell;
    config =
        cell.equals(ATTENTION) || cell.equals(SELF_CRITICAL)
            ? new CaptionerConfig(
                Cell.LSTM,
                InitialState.TANH_WITH_CELL,
                GRID_DEPTH,
                W,
                H,
                vocabulary,
                NetworkOptions.usualAttention(H))
            : new CaptionerConfig(cell(cell), InitialState.AFFINE, D, W, H, vocabulary);
    Parameters weights = Parameters.random(config, 1);
    team = new Team(threads);
    ShardedGradients gradients =
        new ShardedGradients(config, weights, Trainer.GRADIENT_SHARDS, team);
    NetworkState state = NetworkState.of(config, weights, 0, false);
    examples = examples(vocabulary);
    learner =
        new Learner(
            options(),
            config,
            cell.equals(SELF_CRITICAL)
                ? ownCaptions(weights)
                : new CaptionLessons(options(), 1_000_000),
            gradients,
            team,
            state,
            1_000_000);
  }

  /** The end is made as likely as it is in captions of people. */
  private Lessons ownCaptions(Parameters weights) {
    float[] bias = new float[config.vocabulary()];
    bias[Vocabulary.END] = (float) Math.log((double) bias.length / WORDS_OF_ITS_OWN);
    weights.get("b_vocab").put(0, bias);
    List<String> words = new ArrayList<>(List.of("<NULL>", "<START>", "<END>", "<UNK>"));
    IntStream.range(words.size(), bias.length).forEach(n -> words.add("w" + n));
    List<List<String>> references = new ArrayList<>();
    examples.features().forEach(picture -> references.add(new ArrayList<>()));
    for (int n = 0; n < N; n++) {
      references
          .get(examples.imageOf()[n])
          .add(
              IntStream.of(examples.captions().get(n))
                  .mapToObj(words::get)
                  .collect(Collectors.joining(" ")));
    }
    return new SelfCriticalLessons(
        options(), config, new CiderReward(new Vocabulary(words), references), weights, team);
  }

  boolean is(String cell, int vocabulary) {
    return this.cell.equals(cell) && config.vocabulary() == vocabulary;
  }

  private static Cell cell(String word) {
    return Cell.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Learns for so many seconds, or a little longer. */
  double wordsPerSecond(double seconds) {
    long start = System.nanoTime();
    long before = progress.words();
    double passed = 0;
    while (passed < seconds) {
      progress = learner.learn(examples, minibatch, progress);
      passed = (System.nanoTime() - start) / 1e9;
    }
    return (progress.words() - before) / passed;
  }

  private Examples examples(int vocabulary) {
    SplittableRandom random = new SplittableRandom(1);
    int captionsOfPicture = config.attends() ? 5 : 1;
    int numbers = config.features() * (config.attends() ? PLACES : 1);
    List<float[]> features = new ArrayList<>();
    for (int n = 0; n < N; n += captionsOfPicture) {
      float[] picture = new float[numbers];
      for (int d = 0; d < numbers; d++) {
        picture[d] = (float) random.nextGaussian();
      }
      features.add(picture);
    }
    List<int[]> captions = new ArrayList<>();
    for (int n = 0; n < N; n++) {
      int[] caption = new int[9 + n % 9];
      for (int t = 0; t < caption.length; t++) {
        caption[t] = 4 + (n * 7919 + t * 104729) % (vocabulary - 4);
      }
      captions.add(caption);
    }
    return new Examples(
        features, captions, IntStream.of(minibatch).map(n -> n / captionsOfPicture).toArray());
  }

  /** Nothing but the loss, and a rate at which nothing is learned by heart. */
  private TrainingOptions options() {
    return new TrainingOptions(
        NetworkOptions.of(config),
        Objective.CROSS_ENTROPY,
        new WordOptions(1, true, 17),
        N,
        new RateOptions(1e-5, RateOptions.Schedule.CONSTANT, 0, 0),
        0,
        0,
        0,
        new SamplingOptions(0, SamplingOptions.Rise.CONSTANT),
        0,
        0,
        0,
        ViewOptions.none(),
        new StoppingOptions(1, StoppingOptions.Watch.LOSS, 0),
        1);
  }

  @Override
  public void close() {
    team.close();
  }
}
