package org.imagecaptioning.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code draw}: a dataset of simple scenes, to try training on. */
@Command(
    name = "draw",
    description = "Draws a dataset of simple scenes with captions, to try training on.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class DrawCommand implements Callable<Integer> {

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder.")
  private Path out = Path.of("");

  @Option(names = "--images", defaultValue = "2000", description = "How many pictures.")
  private int images;

  @Option(names = "--seed", defaultValue = "1", description = "Of the scenes.")
  private long seed;

  private final PrintStream terminal;

  DrawCommand(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    DrawnDataset.write(out, images, seed);
    terminal.printf("drew %d pictures into %s%n", images, out);
    return 0;
  }
}
