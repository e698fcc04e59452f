package org.imagecaptioning.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** Files that a command makes, in the place of no other. */
final class NewFile {

  private NewFile() {}

  /** What writes it. */
  interface Writing {
    void write() throws IOException;
  }

  /**
   * @throws IllegalArgumentException if there is a file already
   */
  static void write(Path file, Writing writing) {
    try {
      writing.write();
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(file + " is there already, and is not overwritten", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
