package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.Scope;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code key} on the command line. */
class KeyCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void keyIsPrintedAloudOnceAndItsHashIsAddedToTheFile() throws IOException {
    Path file = folder.resolve("keys");

    assertThat(run("--name", "ops", "--scopes", "admin,train", "--file", file.toString())).isZero();

    String key = out.toString().strip();
    assertThat(key).matches("captioning_[A-Za-z0-9_-]{43}");
    assertThat(err.toString())
        .contains("'ops' (train,admin)", "captioning.access.keys-file=" + file)
        .doesNotContain(key);
    assertThat(Files.readString(file)).startsWith("ops ").doesNotContain(key);
    ApiKeys known = new ApiKeys(new KeyFile(file).read());
    assertThat(known.find(key))
        .hasValueSatisfying(
            found -> {
              assertThat(found.name()).isEqualTo("ops");
              assertThat(found.scopes()).isEqualTo(Set.of(Scope.ADMIN, Scope.TRAIN));
            });
    assertThat(known.find(key + "x")).isEmpty();
    assertThat(known.find("")).isEmpty();
  }

  @Test
  void fileIsItsOwnersAlone() throws IOException {
    Assumptions.assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "This file system knows no permissions of POSIX");
    Path file = folder.resolve("keys");

    run("--name", "ops", "--scopes", "admin", "--file", file.toString());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void furtherKeyIsAddedOnALineOfItsOwn() throws IOException {
    Path file = folder.resolve("keys");
    run("--name", "one", "--scopes", "caption", "--file", file.toString());
    Files.writeString(file, Files.readString(file).strip()); // as an editor may leave it

    assertThat(run("--name", "two", "--scopes", "train", "--file", file.toString())).isZero();

    assertThat(new KeyFile(file).read()).extracting(ApiKey::name).containsExactly("one", "two");
  }

  @Test
  void nameThatIsTakenIsRefusedAndTheFileStaysAsItWas() throws IOException {
    Path file = folder.resolve("keys");
    run("--name", "ops", "--scopes", "caption", "--file", file.toString());
    String before = Files.readString(file);
    out.getBuffer().setLength(0);

    assertThat(run("--name", "ops", "--scopes", "admin", "--file", file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("two keys have the name 'ops'");
    assertThat(out.toString()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void scopeThatIsNoneIsRefusedWithThoseThatThereAre() {
    assertThat(run("--name", "ops", "--scopes", "root", "--file", folder.resolve("k").toString()))
        .isEqualTo(1);

    assertThat(err.toString()).contains("scope 'root'; there are caption, train, admin");
    assertThat(folder.resolve("k")).doesNotExist();
  }

  @Test
  void optionThatIsMissingIsNamed() {
    for (List<String> arguments :
        List.of(List.of("--name", "ops"), List.of("--scopes", "admin", "--file", "keys"))) {
      assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    }
    assertThat(err.toString()).contains("--scopes", "--file", "--name");
  }

  @Test
  void fileThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("absent").resolve("keys");

    assertThat(run("--name", "ops", "--scopes", "admin", "--file", file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains(file + " cannot be written");
  }

  private int run(String... arguments) {
    return new CommandLine(new KeyCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              assertThat(failure).isInstanceOf(CaptioningException.class);
              command.getErr().println(failure.getMessage());
              return 1;
            })
        .execute(arguments);
  }
}
