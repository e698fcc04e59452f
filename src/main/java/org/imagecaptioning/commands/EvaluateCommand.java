package org.imagecaptioning.commands;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.training.Evaluation;
import org.imagecaptioning.training.TrainingControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--with",
      paramLabel = "MODEL",
      description =
          "Another one, with the same encoder and the same words, to ask together with it: a word is as"
              + " likely as all find it on average. May be given more than once.")
  private List<String> others = List.of();

  @Mixin private HeldOutArguments heldOut = new HeldOutArguments();

  @Option(names = "--show", defaultValue = "0", description = "How many captions to print.")
  private int show;

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
    List<Bundle> all =
        Stream.concat(Stream.of(bundle), others.stream().map(Models::bundle)).toList();
    Evaluation.Outcome outcome =
        new Evaluation(
                all,
                heldOut.dataset(),
                heldOut.split(),
                heldOut.decoding(bundle),
                heldOut.threads())
            .run(heldOut.folders(bundle), new TrainingLog(bar), TrainingControl.UNDISTURBED);
    outcome.captions().entrySet().stream()
        .limit(show)
        .forEach(caption -> out.println(caption.getKey() + "\t" + caption.getValue()));
    out.printf(
        "%s on %s %s, %d images, %s: %s%n",
        all.stream().map(its -> its.manifest().name()).collect(Collectors.joining(" with ")),
        outcome.score().dataset(),
        outcome.score().split(),
        outcome.captions().size(),
        outcome.score().decoding(),
        outcome.score().metrics());
    return 0;
  }
}
