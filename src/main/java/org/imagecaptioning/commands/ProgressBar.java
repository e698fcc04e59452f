package org.imagecaptioning.commands;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line that is written over as work goes on; where nobody watches (a file, a pipe), a line
 * every tenth of the work.
 */
final class ProgressBar {

  private static final int WIDTH = 30;
  private static final long UNWATCHED_NANOS = 15_000_000_000L;

  private final PrintStream out;
  private final boolean watched;
  private long lastShown = System.nanoTime();
  private int lastLength;

  /**
   * @param watched whether the output is a terminal
   */
  ProgressBar(PrintStream out, boolean watched) {
    this.out = out;
    this.watched = watched;
  }

  /**
   * @param what is being done, as {@code epoch 3/20}
   * @param done of {@code all}
   * @param detail shown behind the bar
   */
  void show(String what, int done, int all, String detail) {
    if (watched) {
      int filled = (int) ((long) WIDTH * done / all);
      String line =
          String.format(
              Locale.ROOT,
              "%s [%s%s] %d/%d %s",
              what,
              "#".repeat(filled),
              ".".repeat(WIDTH - filled),
              done,
              all,
              detail);
      out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
      out.flush();
      lastLength = line.length();
    } else if (System.nanoTime() - lastShown > UNWATCHED_NANOS) {
      out.printf(Locale.ROOT, "%s %d/%d %s%n", what, done, all, detail);
      lastShown = System.nanoTime();
    }
  }

  /** Writes a line of its own where the bar was. */
  void line(String text) {
    if (watched) {
      out.print("\r" + " ".repeat(lastLength) + "\r");
    }
    out.println(text);
    lastLength = 0;
  }
}
