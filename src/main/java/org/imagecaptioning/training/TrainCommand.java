package org.imagecaptioning.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.evaluation.CaptionScores;
import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.models.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: a data set in, a bundle out. */
@Command(
    name = "train",
    description = {
      "Trains a captioner on a folder of captioned pictures and writes a bundle.",
      "Stopped or killed, the same command goes on from the last checkpoint."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "DIR",
      description = "Folder with captions.jsonl, or with Flickr8k.token.txt and its split lists.")
  private Path dataset = Path.of("");

  @Option(
      names = "--name",
      required = true,
      description = "Name of the model, as a-z, 0-9, '.', '_' and '-'.")
  private String name = "";

  @Option(names = "--cell", defaultValue = "lstm", description = "rnn or lstm.")
  private Cell cell = Cell.LSTM;

  @Option(
      names = "--initial-state",
      description =
          "How features become the first state: affine, tanh, or tanh_with_cell (LSTM only)."
              + " By default affine for rnn, tanh_with_cell for lstm.")
  private @Nullable InitialState initialState;

  @Option(
      names = "--encoder",
      defaultValue = "flickr8k-lstm",
      description =
          "The network that sees: a shipped model or a bundle.zip, whose encoder is taken; an"
              + " x.onnx described by x.json; or tiny, for drawn pictures.")
  private String encoder = "";

  @Option(names = "--embedding", description = "Numbers in a word's vector.")
  private @Nullable Integer embedding;

  @Option(names = "--hidden", description = "Numbers in the hidden state.")
  private @Nullable Integer hidden;

  @Option(names = "--min-count", description = "How often a word must come to be learned.")
  private @Nullable Integer minimumCount;

  @Option(names = "--max-words", description = "Longer captions are cut to as many words.")
  private @Nullable Integer maxWords;

  @Option(names = "--epochs", description = "How often every caption is seen at most.")
  private @Nullable Integer epochs;

  @Option(names = "--batch-size", description = "Captions in a minibatch.")
  private @Nullable Integer batchSize;

  @Option(names = "--learning-rate", description = "The highest, after warming up.")
  private @Nullable Double learningRate;

  @Option(names = "--warmup-steps", description = "Minibatches until the rate is at its highest.")
  private @Nullable Integer warmupSteps;

  @Option(names = "--final-rate", description = "The last rate as a share of the highest.")
  private @Nullable Double finalRate;

  @Option(names = "--dropout", description = "Share of word inputs and hidden outputs dropped.")
  private @Nullable Double dropout;

  @Option(names = "--clip-norm", description = "The longest gradient, 0 for any.")
  private @Nullable Double clipNorm;

  @Option(
      names = "--patience",
      description = "Epochs without a better validation before it stops, 0 for never.")
  private @Nullable Integer patience;

  @Option(names = "--seed", description = "Of weights, minibatches and dropout.")
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      description = "At most as many processors are used. By default all of them.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--home",
      defaultValue = "captioning-data",
      description = "Where features, checkpoints and the model are kept.")
  private Path home = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the bundle goes, instead of the models of --home.")
  private @Nullable Path out;

  @Option(names = "--fresh", description = "Forgets the checkpoints of an earlier run.")
  private boolean fresh;

  @Option(
      names = "--precision",
      defaultValue = "f32",
      description = "Of the weights in the bundle: f32, or f16 at half the size.")
  private Precision precision = Precision.F32;

  @Option(
      names = "--description",
      defaultValue = "",
      description = "A sentence about the model, for people.")
  private String description = "";

  @Option(
      names = "--licence",
      defaultValue = "unstated",
      description = "Under which terms the weights may be used.")
  private String licence = "";

  private final PrintStream terminal;

  TrainCommand(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    ProgressBar bar = new ProgressBar(terminal, System.console() != null);
    Training training =
        new Training(
            dataset, name, encoder, options(), threads, home, Optional.ofNullable(out), precision);
    Manifest made = training.run(fresh, description, licence, bar);
    made.scores().forEach(score -> bar.line(score.split() + " " + score.metrics()));
    return 0;
  }

  static String scores(CaptionScores scores) {
    return String.format(
        Locale.ROOT,
        "BLEU-1 %.3f, BLEU-4 %.3f, ROUGE-L %.3f, CIDEr %.3f",
        scores.bleu1(),
        scores.bleu4(),
        scores.rougeL(),
        scores.cider());
  }

  private TrainingOptions options() {
    TrainingOptions usual = TrainingOptions.defaults(cell);
    return new TrainingOptions(
        cell,
        or(initialState, usual.initialState()),
        or(embedding, usual.embedding()),
        or(hidden, usual.hidden()),
        or(minimumCount, usual.minimumCount()),
        or(maxWords, usual.maxWords()),
        or(epochs, usual.epochs()),
        or(batchSize, usual.batchSize()),
        or(learningRate, usual.learningRate()),
        or(warmupSteps, usual.warmupSteps()),
        or(finalRate, usual.finalRate()),
        or(dropout, usual.dropout()),
        or(clipNorm, usual.clipNorm()),
        or(patience, usual.patience()),
        or(seed, usual.seed()));
  }

  private static <T> T or(@Nullable T given, T usual) {
    return given == null ? usual : given;
  }
}
