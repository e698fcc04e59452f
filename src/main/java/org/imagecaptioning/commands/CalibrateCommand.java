package org.imagecaptioning.commands;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.imagecaptioning.models.BundleWriter;
import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.training.Calibration;
import org.imagecaptioning.training.Calibration.Checked;
import org.imagecaptioning.training.TrainingControl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code calibrate}: how far a bundle's captions can be trusted. */
@Command(
    name = "calibrate",
    description = {
      "Counts how often captions are good that a model finds about as probable, on pictures that it was not trained on, and writes a bundle"
          + " that says so: the service then tells a confidence with each caption.",
      "How captions are chosen here is how the new bundle chooses them where nothing else is said; its scores on these pictures are written too.",
      "Prints a table of the captions from the least to the most confident, each told by the curve of the half that it is not in."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class CalibrateCommand implements Callable<Integer> {

  private static final int ROWS = 10;

  @Option(names = "--model", required = true, description = "A bundle.zip.")
  private Path model = Path.of("");

  @Mixin private HeldOutArguments heldOut = new HeldOutArguments();

  @Option(names = "--out", required = true, description = "The new bundle.zip.")
  private Path out = Path.of("");

  @Option(
      names = "--good",
      defaultValue = "0.5",
      description = "The CIDEr from which a caption is good, 0 to 10.")
  private double good;

  @Option(
      names = "--uncertain-below",
      defaultValue = "0.2",
      description = "The confidence below which the service calls a caption uncertain, 0 to 1.")
  private double uncertainBelow;

  private final PrintStream table;
  private final PrintStream terminal;

  CalibrateCommand(PrintStream table, PrintStream terminal) {
    this.table = table;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ProgressBar bar = new ProgressBar(terminal, System.console() != null);
    Bundle bundle = new BundleReader().read(model);
    DecodingOptions decoding = heldOut.decoding(bundle);
    Calibration.Outcome outcome =
        new Calibration(
                bundle,
                heldOut.dataset(),
                heldOut.split(),
                decoding,
                good,
                uncertainBelow,
                heldOut.threads())
            .run(heldOut.folders(bundle), new TrainingLog(bar), TrainingControl.UNDISTURBED);
    printTable(outcome.checked());
    Manifest manifest =
        bundle
            .manifest()
            .decodingBy(Manifest.Decoding.of(decoding))
            .scored(outcome.score())
            .calibrated(outcome.confidence());
    NewFile.write(out, () -> new BundleWriter().copy(model, out, manifest));
    terminal.println("wrote " + out);
    return 0;
  }

  private void printTable(List<Checked> captions) {
    List<Checked> sorted =
        captions.stream().sorted(Comparator.comparingDouble(Checked::confidence)).toList();
    table.println("captions\tlog-probability per word\tconfidence\tgood\tCIDEr");
    int rows = Math.min(ROWS, sorted.size());
    for (int row = 0; row < rows; row++) {
      int from = row * sorted.size() / rows;
      printRow(sorted.subList(from, (row + 1) * sorted.size() / rows));
    }
    printRow(sorted);
  }

  private void printRow(List<Checked> captions) {
    table.printf(
        Locale.ROOT,
        "%d\t%.3f\t%.3f\t%.3f\t%.3f%n",
        captions.size(),
        mean(captions, Checked::logProbability),
        mean(captions, Checked::confidence),
        mean(captions, caption -> caption.cider() >= good ? 1 : 0),
        mean(captions, Checked::cider));
  }

  private static double mean(List<Checked> captions, ToDoubleFunction<Checked> value) {
    return captions.stream().mapToDouble(value).average().orElseThrow();
  }
}
