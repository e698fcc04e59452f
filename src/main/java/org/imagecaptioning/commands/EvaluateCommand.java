package org.imagecaptioning.commands;

import java.io.PrintStream;
import java.util.concurrent.Callable;
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
    Evaluation.Outcome outcome =
        new Evaluation(
                bundle,
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
        bundle.manifest().name(),
        outcome.score().dataset(),
        outcome.score().split(),
        outcome.captions().size(),
        outcome.score().decoding(),
        outcome.score().metrics());
    return 0;
  }
}
