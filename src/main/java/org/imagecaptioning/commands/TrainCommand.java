package org.imagecaptioning.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleWriter;
import org.imagecaptioning.models.Precision;
import org.imagecaptioning.training.Checkpointing;
import org.imagecaptioning.training.ChosenOptions;
import org.imagecaptioning.training.EncoderChoice;
import org.imagecaptioning.training.ModelCard;
import org.imagecaptioning.training.Objective;
import org.imagecaptioning.training.Origins;
import org.imagecaptioning.training.RateOptions;
import org.imagecaptioning.training.SamplingOptions;
import org.imagecaptioning.training.StoppingOptions;
import org.imagecaptioning.training.TrainingControl;
import org.imagecaptioning.training.TrainingFolders;
import org.imagecaptioning.training.TrainingOutcome;
import org.imagecaptioning.training.TrainingPlan;
import org.imagecaptioning.training.TrainingRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: a dataset in, a bundle out. */
@Command(
    name = "train",
    description = {
      "Trains a captioner on a folder of captioned pictures and writes a bundle.",
      "Stopped or killed, the same command goes on from the last checkpoint."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class TrainCommand implements Callable<Integer> {

  private static final String USUAL_ENCODER = "flickr8k-attention";

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

  @Option(names = "--cell", description = "rnn, lstm or gru. By default lstm.")
  private @Nullable Cell cell;

  @Option(
      names = "--attention",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Whether it looks at the places of a picture before each word: true or false, lstm only."
              + " By default true for lstm, where the encoder gives a grid.")
  private @Nullable Boolean attention;

  @Option(
      names = "--attention-penalty",
      description = "How much it costs to pass over a part of the picture. By default 0.01.")
  private @Nullable Double attentionPenalty;

  @Option(
      names = "--initial-state",
      description =
          "How features become the first state: affine, tanh, or tanh_with_cell (LSTM only)."
              + " By default affine for rnn, tanh_with_cell for lstm, tanh for gru.")
  private @Nullable InitialState initialState;

  @Option(
      names = "--objective",
      description =
          "What is made better: cross_entropy, the probability of people's captions; or cider, with"
              + " --start-from, the CIDEr of its own. By default cross_entropy.")
  private @Nullable Objective objective;

  @Option(
      names = "--encoder",
      description =
          "The network that sees: a name of captioning.encoders in config/application.yml; a"
              + " shipped model or a bundle.zip, whose encoder is taken; an"
              + " x.onnx described by x.json; or tiny, for drawn pictures. By default that of"
              + " --start-from, else of flickr8k-attention.")
  private @Nullable String encoder;

  @Option(
      names = "--start-from",
      paramLabel = "MODEL",
      description =
          "A shipped model or a bundle.zip to train further: what it knows is kept, and words that"
              + " it does not know are added.")
  private @Nullable String startFrom;

  @Option(names = "--fixed-vocabulary", description = "With --start-from: no words are added.")
  private @Nullable Boolean fixedVocabulary;

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

  @Option(
      names = "--schedule",
      description = "How the rate falls: cosine, linear, step or constant. By default cosine.")
  private RateOptions.@Nullable Schedule schedule;

  @Option(names = "--warmup-steps", description = "Minibatches until the rate is at its highest.")
  private @Nullable Integer warmupSteps;

  @Option(names = "--final-rate", description = "The last rate as a share of the highest.")
  private @Nullable Double finalRate;

  @Option(names = "--dropout", description = "Share of word inputs and hidden outputs dropped.")
  private @Nullable Double dropout;

  @Option(
      names = "--label-smoothing",
      description = "Share of what is expected that is spread over all words. By default 0.")
  private @Nullable Double labelSmoothing;

  @Option(
      names = "--teacher",
      paramLabel = "MODEL",
      description =
          "A shipped model or a bundle.zip to learn from as well: how likely it finds each word. It has"
              + " the encoder and the words of the one that learns. Given more than once, the mean"
              + " of all is learned.")
  private List<String> teachers = List.of();

  @Option(
      names = "--teaching",
      description =
          "Share of what is expected that is the teachers'; the rest is people's. By default 0.9.")
  private @Nullable Double teaching;

  @Option(
      names = "--sampling",
      description = "How likely, at last, the network hears words of its own. By default 0.")
  private @Nullable Double sampling;

  @Option(
      names = "--sampling-rise",
      description = "How that rises: linear, sigmoid or constant. By default linear.")
  private SamplingOptions.@Nullable Rise samplingRise;

  @Option(names = "--clip-norm", description = "The longest gradient, 0 for any.")
  private @Nullable Double clipNorm;

  @Option(
      names = "--averaging",
      description =
          "The decay of an exponential moving average of the weights, such as 0.999, which is then"
              + " validated and kept instead of them; 0 for none. By default 0.")
  private @Nullable Double averaging;

  @Option(
      names = "--views",
      description =
          "How many views of each training picture are learned from, one an epoch, 1 to 16: itself,"
              + " and parts of 60 to 100 %% of it. By default 1.")
  private @Nullable Integer views;

  @Option(
      names = "--mirror",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Whether every second of the other views is mirrored, which makes left of right, and"
              + " writing unreadable: true or false. By default false.")
  private @Nullable Boolean mirror;

  @Option(
      names = "--watch",
      description =
          "What tells a better epoch, whose weights are kept: cider or loss of the split val; or last,"
              + " to keep those of the last epoch. By default cider.")
  private StoppingOptions.@Nullable Watch watch;

  @Option(
      names = "--patience",
      description = "Epochs without a better validation before it stops, 0 for never.")
  private @Nullable Integer patience;

  @Option(
      names = "--seed",
      description = "Of weights, minibatches, dropout and the order of views.")
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
    ModelCard card = new ModelCard(name, description, licence);
    Dataset images = DatasetReaders.read(dataset);
    images.problems().forEach(problem -> bar.line(problem.place() + ": " + problem.message()));
    Optional<Bundle> from = Optional.ofNullable(startFrom).map(Models::bundle);
    Origins origins = new Origins(from, teachers.stream().map(Models::bundle).toList());
    ConfiguredEncoders configured = Configuration.encoders();
    EncoderChoice sees =
        encoder == null && from.isPresent()
            ? EncoderChoice.of(from.get())
            : Models.encoder(encoder == null ? USUAL_ENCODER : encoder, configured);
    TrainingPlan plan =
        new TrainingPlan(
            card,
            images,
            sees,
            chosen().resolve(images, sees.description().places(), origins),
            origins,
            Checkpointing.defaults(),
            threads);
    TrainingRun run = new TrainingRun(plan, TrainingFolders.in(home, name).with(configured));
    if (fresh) {
      run.forget();
    }
    TrainingOutcome outcome = run.run(new TrainingLog(bar), TrainingControl.UNDISTURBED);
    Path file = out != null ? out : home.resolve("models").resolve(name).resolve("1.zip");
    new BundleWriter().write(file, outcome.made(), precision);
    bar.line("wrote %s, %d kB".formatted(file, Files.size(file) / 1000));
    outcome.scores().forEach(score -> bar.line(score.split() + " " + score.metrics()));
    return 0;
  }

  private ChosenOptions chosen() {
    return new ChosenOptions(
        cell,
        attention,
        initialState,
        objective,
        embedding,
        hidden,
        minimumCount,
        fixedVocabulary,
        maxWords,
        epochs,
        watch,
        patience,
        batchSize,
        learningRate,
        schedule,
        warmupSteps,
        finalRate,
        dropout,
        labelSmoothing,
        teaching,
        sampling,
        samplingRise,
        attentionPenalty,
        clipNorm,
        averaging,
        views,
        mirror,
        seed);
  }
}
