package org.imagecaptioning.commands;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleWriter;
import org.imagecaptioning.models.ModelAverage;
import org.imagecaptioning.models.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code average}: the mean of two models. */
@Command(
    name = "average",
    description = {
      "Writes a bundle whose weights are the mean of those of two models with the same encoder, network and words, one of which was trained"
          + " further to the other, say.",
      "It has no scores: evaluate tells them, and calibrate writes them into it."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class AverageCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      required = true,
      description = "A shipped model, or a bundle.zip; the new one has its name and decoding.")
  private String model = "";

  @Option(names = "--with", required = true, description = "Another shipped model or bundle.zip.")
  private String with = "";

  @Option(
      names = "--share",
      required = true,
      description = "How much of --with is in the mean, above 0 and below 1.")
  private double share;

  @Option(names = "--out", required = true, description = "The new bundle.zip.")
  private Path out = Path.of("");

  @Option(
      names = "--precision",
      defaultValue = "f32",
      description = "Of the weights in the bundle: f32, or f16 at half the size.")
  private Precision precision = Precision.F32;

  private final PrintStream terminal;

  AverageCommand(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ModelAverage average = new ModelAverage(Models.bundle(model), Models.bundle(with), share);
    Instant now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS);
    Bundle bundle = average.bundle(now);
    NewFile.write(out, () -> new BundleWriter().create(out, bundle, precision));
    terminal.println("wrote " + out);
    return 0;
  }
}
