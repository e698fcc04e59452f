package org.imagecaptioning.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A file of keys: a line a key, {@code name sha256 scope,scope}. Empty lines and lines that begin
 * with # say nothing.
 */
record KeyFile(Path path) {

  /**
   * All keys in it.
   *
   * @throws KeyException if it cannot be read, or a line is not as it should be
   */
  List<ApiKey> read() {
    return keys(content());
  }

  /**
   * @throws KeyException if it is not there, or no text
   */
  String content() {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException absent) {
      throw new KeyException("There is no file of keys at " + path.toAbsolutePath(), absent);
    } catch (IOException failure) {
      throw new KeyException(
          "The file of keys %s cannot be read as text: %s".formatted(path, failure), failure);
    }
  }

  /**
   * The keys of such a file.
   *
   * @throws KeyException if a line is not as it should be
   */
  List<ApiKey> keys(String content) {
    List<ApiKey> keys = new ArrayList<>();
    int number = 0;
    for (String line : content.lines().toList()) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        keys.add(key(text, number));
      }
    }
    return keys;
  }

  private ApiKey key(String line, int number) {
    String[] fields = line.split("\\s+");
    try {
      if (fields.length != 3) {
        throw new KeyException(
            "a line is 'name sha256 scope,scope', three fields; this one has " + fields.length);
      }
      return ApiKey.of(fields[0], fields[1], List.of(fields[2].split(",")));
    } catch (KeyException wrong) {
      throw new KeyException("%s, line %d: %s".formatted(path, number, wrong.getMessage()), wrong);
    }
  }

  /**
   * Adds a key at its end. A file that is made for it is the owner's alone, where the system knows
   * of that.
   *
   * @throws KeyException if it cannot be written, or would not be a good file with it
   */
  void add(ApiKey key) {
    try (FileChannel file = open();
        var lock = file.lock()) {
      List<ApiKey> keys = new ArrayList<>(read());
      keys.add(key);
      new ApiKeys(keys);
      String line = "%s %s %s%n".formatted(key.name(), key.sha256(), key.labels());
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(endsInsideALine(file) ? "\n" + line : line);
      while (bytes.hasRemaining()) {
        file.write(bytes, file.size());
      }
      file.force(true);
    } catch (IOException failure) {
      throw new KeyException(
          "The file of keys %s cannot be written: %s".formatted(path, failure), failure);
    }
  }

  private FileChannel open() throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownersAlone =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        ownersAlone);
  }

  private static boolean endsInsideALine(FileChannel file) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n';
  }
}
