package org.imagecaptioning.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.models.Bundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate}: how good a bundle's captions are. */
@Command(
    name = "evaluate",
    description = "Scores a model on one split of a data set.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      defaultValue = "flickr8k-lstm",
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
  public Integer call() throws IOException {
    ProgressBar bar = new ProgressBar(terminal, System.console() != null);
    Bundle bundle = ShippedBundles.read(model);
    Dataset images = DatasetReaders.read(dataset);
    EncoderChoice encoder = new EncoderChoice(bundle.manifest().encoder(), bundle.encoder());
    DatasetFeatures features = new DatasetFeatures(home, threads, bar);
    Validation held = TrainingData.validation(images, features.extract(images, encoder), split);
    if (held.isEmpty()) {
      throw new TrainingException(
          "The data set %s has no images in the split %s".formatted(images.name(), split.word()));
    }
    Captioner captioner = new Captioner(bundle.manifest().captioner(), bundle.parameters());
    DecodingOptions decoding = decoding(bundle.manifest().decoding().options());
    List<String> captions = held.captions(captioner, bundle.vocabulary(), decoding);
    List<CaptionedImage> named = images.images(split);
    for (int i = 0; i < Math.min(show, captions.size()); i++) {
      out.println(named.get(i).id() + "\t" + captions.get(i));
    }
    out.printf(
        "%s on %s %s, %d images, %s %d: %s%n",
        bundle.manifest().name(),
        images.name(),
        split.word(),
        captions.size(),
        decoding.strategy(),
        decoding.beamSize(),
        TrainCommand.scores(held.score(captions)));
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
