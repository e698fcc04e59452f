package org.imagecaptioning.access;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.imagecaptioning.hashes.Sha256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code key}: makes a key. It goes to the standard output and nowhere else, its SHA-256 into a
 * file; what to do with both, to the standard error.
 */
@Command(
    name = "key",
    description =
        "Makes a key for the service: prints it, this once, and adds its SHA-256 to a file that"
            + " captioning.access.keys-file names.",
    mixinStandardHelpOptions = true)
public final class KeyCommand implements Callable<Integer> {

  /** Has whoever finds one, or a scanner of sources, see what it is. */
  private static final String PREFIX = "captioning_";

  private static final int RANDOM_BYTES = 32;

  @Option(names = "--name", required = true, description = "Who or what uses it.")
  private String name = "";

  @Option(
      names = "--scopes",
      required = true,
      split = ",",
      description = "What it may be used for: caption, train, admin, with commas between.")
  private List<String> scopes = List.of();

  @Option(
      names = "--file",
      required = true,
      description = "Where its SHA-256 goes: a new line at the end, or a new file.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    ApiKey made = ApiKey.of(name, Sha256.of(key), scopes); // ASCII, in UTF-8 as in Latin-1
    new KeyFile(file).add(made);
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "The key '%s' (%s) is known to whichever service is started with"
            + " captioning.access.keys-file=%s, within a second if it runs. It is shown only now:%n",
        made.name(), made.labels(), file);
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.println(key);
    out.flush();
    return 0;
  }
}
