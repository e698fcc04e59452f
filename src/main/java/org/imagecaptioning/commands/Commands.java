package org.imagecaptioning.commands;

import java.io.PrintStream;
import org.imagecaptioning.access.KeyCommand;
import org.imagecaptioning.errors.CaptioningException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: what the jar does besides serving. */
public final class Commands {

  /** What was wrong is shown as a sentence; a stack trace is for faults of ours. */
  private static final int FAILED = 1;

  private Commands() {}

  @Command(name = "captioning", mixinStandardHelpOptions = true)
  private static final class Root {}

  /**
   * Whether these arguments are for the command line and not for the service. A service that starts
   * with settings, or with nothing, is not kept waiting for the command line's classes.
   */
  public static boolean concern(String[] args) {
    return args.length > 0
        && !args[0].startsWith("--")
        && commands(System.err).getSubcommands().containsKey(args[0]);
  }

  /**
   * Runs one command.
   *
   * @return the exit code: 0, 1 if it failed, 2 if the arguments are wrong
   */
  public static int run(String[] args) {
    Libraries.quieten();
    return commands(System.err).execute(args);
  }

  private static CommandLine commands(PrintStream terminal) {
    return new CommandLine(new Root())
        .addSubcommand(new TrainCommand(terminal))
        .addSubcommand(new EvaluateCommand(System.out, terminal))
        .addSubcommand(new CalibrateCommand(System.out, terminal))
        .addSubcommand(new AverageCommand(terminal))
        .addSubcommand(new DrawCommand(terminal))
        .addSubcommand(new KeyCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (exception instanceof CaptioningException
                  || exception instanceof IllegalArgumentException) {
                command.getErr().println(exception.getMessage());
                return FAILED;
              }
              throw exception;
            });
  }
}
