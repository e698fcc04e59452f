package org.imagecaptioning.datasets;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lines of a UTF-8 file, one at a time. A line that is not UTF-8, endless or refused by its
 * user is a problem of its own and does not keep the others from being read.
 */
final class Lines {

  static final int LONGEST_LINE = 1_000_000; // bytes

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What is done with a line that is not blank. */
  interface Use {
    void line(String place, String text) throws RefusedException;
  }

  private Lines() {}

  /**
   * @param name of a file in the folder
   * @throws DatasetException if the file cannot be read
   */
  static void read(DatasetFolder folder, String name, Problems problems, Use use) {
    try {
      read(folder.file(name), name, problems, use);
    } catch (RefusedException | IOException e) {
      throw new DatasetException(
          "%s of the dataset %s cannot be read: %s".formatted(name, folder.name(), e.getMessage()),
          e);
    }
  }

  /**
   * @param name as places are told by
   */
  static void read(Path file, String name, Problems problems, Use use) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      long length = 0;
      for (int read = in.read(); read >= 0; read = in.read()) {
        if (read == '\n') {
          use(name + ":" + number, line, length, problems, use);
          line.reset();
          length = 0;
          number++;
        } else if (length++ < LONGEST_LINE) {
          line.write(read);
        }
      }
      use(name + ":" + number, line, length, problems, use);
    }
  }

  private static void use(
      String place, ByteArrayOutputStream line, long length, Problems problems, Use use) {
    try {
      if (length > LONGEST_LINE) {
        throw new RefusedException(
            "a line of at most %d bytes is expected, this has %d".formatted(LONGEST_LINE, length));
      }
      String text = decode(line.toByteArray());
      if (!text.isBlank()) {
        use.line(place, text);
      }
    } catch (RefusedException e) {
      problems.add(place, e);
    }
  }

  private static String decode(byte[] bytes) throws RefusedException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new RefusedException("the line is not UTF-8");
    }
  }
}
