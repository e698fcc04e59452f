package org.imagecaptioning.commands;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.training.Evaluation;
import org.imagecaptioning.training.TrainingControl;
import org.imagecaptioning.training.TrainingFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate}: how good a bundle's captions are. */
@Command(
    name = "evaluate",
    description = "Scores a model on one split of a dataset.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      defaultValue = "flickr8k-attention",
      description = "A shipped model, or a bundle.zip.")
  private String model = "";

  @Option(names = "--dataset", required = true, paramLabel = "DIR", description = "Its folder.")
  private Path dataset = Path.of("");

  @Option(names = "--split", defaultValue = "val", description = "train, val or test.")
  private Split split = Split.VAL;

  @Option(names = "--beam-size", description = "Instead of the model's own.")
  private int beamSize;

  @Option(names = "--show", defaultValue = "0", description = "How many captions to print.")
  private int show;

  @Option(names = "--threads", description = "At most as many processors are used.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--home",
      defaultValue = "captioning-data",
      description = "Where features are kept.")
  private Path home = Path.of("");

  private final PrintStream out;
  private final PrintStream terminal;

  EvaluateCommand(PrintStream out, PrintStream terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ProgressBar bar = new ProgressBar(terminal, System.console() != null);
    Bundle bundle = Models.bundle(model);
    DecodingOptions decoding = decoding(bundle.manifest().decoding().options());
    Evaluation.Outcome outcome =
        new Evaluation(bundle, DatasetReaders.read(dataset), split, decoding, threads)
            .run(
                TrainingFolders.in(home, bundle.manifest().name()).with(Configuration.encoders()),
                new TrainingLog(bar),
                TrainingControl.UNDISTURBED);
    outcome.captions().entrySet().stream()
        .limit(show)
        .forEach(caption -> out.println(caption.getKey() + "\t" + caption.getValue()));
    out.printf(
        "%s on %s %s, %d images, %s: %s%n",
        bundle.manifest().name(),
        outcome.score().dataset(),
        split.word(),
        outcome.captions().size(),
        outcome.score().decoding(),
        outcome.score().metrics());
    return 0;
  }

  private DecodingOptions decoding(DecodingOptions usual) {
    if (beamSize == 0) {
      return usual;
    }
    return new DecodingOptions(
        DecodingOptions.Strategy.BEAM,
        beamSize,
        1,
        usual.maxLength(),
        usual.minLength(),
        usual.lengthPenalty(),
        usual.temperature(),
        usual.topK(),
        usual.topP(),
        usual.seed(),
        usual.noRepeatTrigram());
  }
}
